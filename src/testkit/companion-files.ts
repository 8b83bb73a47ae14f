import type { NamedValues } from './csv-files.js'

const ADDRESS = 'Provider Secondary Practice Location Address'

/** Columns of the practice location file, with its irregular blanks. */
export const LOCATION_HEADER = [
  'NPI',
  `${ADDRESS}- Address Line 1`,
  `${ADDRESS}-  Address Line 2`,
  `${ADDRESS} - City Name`,
  `${ADDRESS} - State Name`,
  `${ADDRESS} - Postal Code`,
  `${ADDRESS} - Country Code (If outside U.S.)`,
  `${ADDRESS} - Telephone Number`,
  `${ADDRESS} - Telephone Extension`,
  'Provider Practice Location Address - Fax Number',
] as const

/** A row of the practice location file. */
export function locationRow(npi: string, firstLine: string, more: { phone?: string; fax?: string } = {}): NamedValues {
  return {
    NPI: npi,
    [LOCATION_HEADER[1]]: firstLine,
    [LOCATION_HEADER[3]]: 'MOCKPORT',
    [LOCATION_HEADER[4]]: 'IA',
    [LOCATION_HEADER[5]]: '500012168',
    [LOCATION_HEADER[6]]: 'US',
    [LOCATION_HEADER[7]]: more.phone ?? '',
    [LOCATION_HEADER[9]]: more.fax ?? '',
  }
}

export const OTHER_NAME_HEADER = [
  'NPI',
  'Provider Other Organization Name',
  'Provider Other Organization Name Type Code',
] as const

export const ENDPOINT_HEADER =
  'NPI,Endpoint Type,Endpoint Type Description,Endpoint,Affiliation,Endpoint Description,Affiliation Legal Business Name,Use Code,Use Description,Other Use Description,Content Type,Content Description,Other Content Description,Affiliation Address Line One,Affiliation Address Line Two,Affiliation Address City,Affiliation Address State,Affiliation Address Country,Affiliation Address Postal Code'.split(
    ',',
  )

/** The layout of 31 columns of Doctors and Clinicians. */
export const CLINICIANS_HEADER =
  'NPI,Ind_PAC_ID,Ind_enrl_ID,Provider Last Name,Provider First Name,Provider Middle Name,suff,gndr,Cred,Med_sch,Grd_yr,pri_spec,sec_spec_1,sec_spec_2,sec_spec_3,sec_spec_4,sec_spec_all,Telehlth,Facility Name,org_pac_id,num_org_mem,adr_ln_1,adr_ln_2,ln_2_sprs,City/Town,State,ZIP Code,Telephone Number,ind_assgn,grp_assgn,adrs_id'.split(
    ',',
  )

/** The layout of 40 columns, which had a blank after each comma of its header. */
export const OLD_CLINICIANS_HEADER =
  'NPI, Ind_PAC_ID, Ind_enrl_ID, lst_nm, frst_nm, mid_nm, suff, gndr, Cred, Med_sch, Grd_yr, pri_spec, sec_spec_1, sec_spec_2, sec_spec_3, sec_spec_4, sec_spec_all, org_nm, org_pac_id, num_org_mem, adr_ln_1, adr_ln_2, ln_2_sprs, cty, st, zip, phn_numbr, hosp_afl_1, hosp_afl_lbn_1, hosp_afl_2, hosp_afl_lbn_2, hosp_afl_3, hosp_afl_lbn_3, hosp_afl_4, hosp_afl_lbn_4, hosp_afl_5, hosp_afl_lbn_5, ind_assgn, grp_assgn, adrs_id'.split(
    ',',
  )

export const OPT_OUT_HEADER =
  'First Name,Last Name,NPI,Specialty,Optout Effective Date,Optout End Date,First Line Street Address,Second Line Street Address,City Name,State Code,Zip code,Eligible to Order and Refer,Last updated'.split(
    ',',
  )

export const ORDERING_HEADER = 'NPI,LAST_NAME,FIRST_NAME,PARTB,DME,HHA,PMD,HOSPICE'.split(',')
