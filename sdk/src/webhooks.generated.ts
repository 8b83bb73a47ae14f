/** What each type of webhook says. Later releases may add types, and members. */
export interface WebhookData {
/** An order that your software placed is complete. */
'order.completed': {
/** Id of the organization that it is about, `org_…`. */
organizationId: string
/** Id of the order, `ord_…`. */
orderId: string
/** `PO-` and 10 digits. */
orderNumber: string
}
/** A delivery by `WEBHOOK` that you asked for. */
'profile.delivered': {
/** Id of the organization that it is about, `org_…`. */
organizationId: string
/** Id of the delivery, `dlv_…`. */
deliveryId: string
/** What the link leads to. */
form: 'FHIR' | 'SINGLE' | 'ZIP'
/** The signed link: whoever has it can open it. */
url: string
/** When the link stops working, ISO 8601 in UTC. */
expiresAt: string
/** What it is of, in the order in which it was asked for. */
documents: readonly ({
/** Id of the order item whose profile it is about, `item_…`. */
orderItemId: string
/** `PD-` and 10 digits. */
documentNumber: string
})[]
}
/** What counts of a clinician whom the organization monitors has changed. */
'profile.updated': {
/** Id of the organization that it is about, `org_…`. */
organizationId: string
/** Id of the notice, `mnt_…`. */
noticeId: string
/** Id of the monitoring, `mon_…`. */
monitoringId: string
/** Id of the clinician, `cln_…`. */
clinicianId: string
/** Id of the order item whose profile it is about, `item_…`. */
orderItemId: string
/** In which sections something has changed. */
sections: readonly ('ACTIVITY' | 'BIRTH' | 'BOARD_CERTIFICATIONS' | 'DEA' | 'ECFMG' | 'EDUCATION' | 'LICENSES' | 'MAILING_ADDRESS' | 'MEMBERSHIP' | 'NAMES' | 'NATIONAL_BOARDS' | 'NCCPA' | 'NPI' | 'OFFICE_ADDRESS' | 'OFFICE_PHONE' | 'PA_PROGRAM' | 'SANCTIONS' | 'TRAINING')[]
}
/** The monitoring of a clinician ends soon. */
'monitoring.expiring': {
/** Id of the organization that it is about, `org_…`. */
organizationId: string
/** Id of the monitoring, `mon_…`. */
monitoringId: string
/** Id of the clinician, `cln_…`. */
clinicianId: string
/** Id of the order item whose profile it is about, `item_…`. */
orderItemId: string
/** When the monitoring ends, ISO 8601 in UTC. */
endsAt: string
}
/** A discrepancy report of the organization has reached a state. */
'discrepancy.updated': {
/** Id of the organization that it is about, `org_…`. */
organizationId: string
/** Id of the report, `dsc_…`. */
discrepancyId: string
/** The state that it has reached. */
state: 'CONFIRMED_ACCURATE' | 'CORRECTED' | 'DELAYED' | 'INVESTIGATING' | 'SUBMITTED' | 'WITHDRAWN'
/** Id of the order item whose profile it is about, `item_…`. */
orderItemId: string
/** Id of the clinician, `cln_…`. */
clinicianId: string
}
/** Something in a profile that the organization bought was corrected upon the report of another one. */
'profile.corrected': {
/** Id of the organization that it is about, `org_…`. */
organizationId: string
/** Id of the clinician, `cln_…`. */
clinicianId: string
/** Id of the order item whose profile it is about, `item_…`. */
orderItemId: string
/** Where it was corrected. */
section: 'ACTIVITY' | 'BIRTH' | 'BOARD_CERTIFICATIONS' | 'DEA' | 'ECFMG' | 'EDUCATION' | 'LICENSES' | 'MAILING_ADDRESS' | 'MEMBERSHIP' | 'NAMES' | 'NATIONAL_BOARDS' | 'NCCPA' | 'NPI' | 'OFFICE_ADDRESS' | 'OFFICE_PHONE' | 'PA_PROGRAM' | 'SANCTIONS' | 'TRAINING'
}
/** A research request of yours is answered. */
'research.answered': {
/** Id of the organization that it is about, `org_…`. */
organizationId: string
/** Id of the research request, `rrq_…`. */
researchRequestId: string
/** The answer. */
state: 'FOUND' | 'IN_PROGRESS' | 'NOT_FOUND' | 'OPEN' | 'WITHDRAWN'
/** The clinician who was found; null if nobody was. */
clinicianId: string | null
}
/** A daily receipt with orders of your software was made and mailed. */
'receipt.sent': {
/** Id of the organization that it is about, `org_…`. */
organizationId: string
/** Id of the daily receipt, `rcpt_…`. */
dailyReceiptId: string
/** The day of the organization that it is of, `YYYY-MM-DD`. */
day: string
}
/** You asked for it, with `sendTestWebhook`. */
'webhook.test': {
/** Id of the endpoint, `whe_…`. */
endpointId: string
}
}
