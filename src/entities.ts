import 'reflect-metadata'
import { Account } from './accounts/account.entity.js'
import { LedgerEntry } from './accounts/ledger-entry.entity.js'
import { AuditEvent } from './audit/audit-event.entity.js'
import { Clinician } from './clinicians/clinician.entity.js'
import { ClinicianFact } from './clinicians/clinician-fact.entity.js'
import { ClinicianName } from './clinicians/clinician-name.entity.js'
import { Email } from './mail/email.entity.js'
import { Order } from './orders/order.entity.js'
import { OrderItem } from './orders/order-item.entity.js'
import { Price, PriceList } from './orders/price-list.entity.js'
import { Membership } from './organizations/membership.entity.js'
import { Organization } from './organizations/organization.entity.js'
import { User } from './people/user.entity.js'
import { IssuedDocument } from './profiles/issued-document.entity.js'
import { ProfileDelivery } from './profiles/profile-delivery.entity.js'
import { ProfileDownload } from './profiles/profile-download.entity.js'
import { ProfilePdf } from './profiles/profile-pdf.entity.js'
import { ProfileSnapshot } from './profiles/profile-snapshot.entity.js'
import { DailyReceipt } from './receipts/daily-receipt.entity.js'
import { SourceCoverage } from './sources/source-coverage.entity.js'
import { SourceLoad } from './sources/source-load.entity.js'
import { SourceRecord } from './sources/source-record.entity.js'
import { ApiKey } from './vendors/api-key.entity.js'
import { Vendor } from './vendors/vendor.entity.js'
import { VendorGrant } from './vendors/vendor-grant.entity.js'

/** Every table that is ours, for TypeORM: the schema check compares them with what the migrations made. */
export const ENTITIES = [
  Account,
  ApiKey,
  AuditEvent,
  Clinician,
  ClinicianFact,
  ClinicianName,
  DailyReceipt,
  Email,
  IssuedDocument,
  LedgerEntry,
  Membership,
  Order,
  OrderItem,
  Organization,
  Price,
  PriceList,
  ProfileDelivery,
  ProfileDownload,
  ProfilePdf,
  ProfileSnapshot,
  SourceCoverage,
  SourceLoad,
  SourceRecord,
  User,
  Vendor,
  VendorGrant,
]
