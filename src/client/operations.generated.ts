import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An amount of money in whole cents of its currency; an integer of up to 53 bits. */
  Cents: { input: number; output: number; }
  /** How many; a whole number of up to 53 bits. */
  Count: { input: number; output: number; }
  /** A calendar day without a time zone, `YYYY-MM-DD`. */
  Date: { input: string; output: string; }
  /** A moment as ISO 8601 in UTC, for example `2026-11-03T16:05:00.000Z`. */
  DateTime: { input: string; output: string; }
  /** A FHIR R4 (4.0.1) resource `Bundle` of type `collection`, as JSON: of a profile, with `Practitioner`, `PractitionerRole`, `VerificationResult` for every element and its source, `Basic` for sanctions, `Organization`, `DocumentReference` to the official PDF and `Provenance`. docs/fhir.md tells what stands where. */
  FhirBundle: { input: unknown; output: unknown; }
  /** The `JSONObject` scalar type represents JSON objects as specified by [ECMA-404](http://www.ecma-international.org/publications/files/ECMA-ST/ECMA-404.pdf). */
  JSONObject: { input: Record<string, unknown>; output: Record<string, unknown>; }
  /** A date as far as the source knows it: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  PartialDate: { input: string; output: string; }
  /** A calendar month, `YYYY-MM`. */
  YearMonth: { input: string; output: string; }
};

/** What accepts an invitation. */
export type AcceptInvitationInput = {
  /** Full name for a new account, up to 200 characters; null for the one in the invitation. */
  fullName?: InputMaybe<Scalars['String']['input']>;
  /** For an address without an account: the new password. With one: the password that it has. Null only if you are signed in as the invited person. */
  password?: InputMaybe<Scalars['String']['input']>;
  /** What stands behind the last `/` of the link in the e-mail. */
  token: Scalars['String']['input'];
};

/** Whether an accreditor accepts something from a profile. */
export type Acceptance =
  /** It is stated not to, or the profile is not of the right days for the decision, or has nothing of it that counts. */
  | 'NO'
  /** Nobody has stated it: ask the accreditor. It is neither yes nor no. */
  | 'NOT_STATED'
  /** It is stated to, and the profile has something that counts. */
  | 'YES';

/** Why an item of a profile is accepted or is not. New reasons may be added. */
export type AcceptanceReason =
  /** The decision is before the day of which the profile holds. */
  | 'DECISION_BEFORE_PROFILE'
  /** No source has reported anything of the item, nor that there is nothing: silence is no evidence. */
  | 'NOTHING_REPORTED'
  /** No statement says anything of this accreditor and this item. */
  | 'NOT_STATED'
  /** All that the profile has of it is stated by the clinician and confirmed by nobody. */
  | 'SELF_REPORTED'
  /** A statement says so; `source` says whose. */
  | 'STATED'
  /** The decision is after `usableUntil`. */
  | 'TOO_OLD';

/** Who accredits health care organizations, or sets conditions for them. */
export type Accreditor =
  /** Accreditation Association for Ambulatory Health Care. */
  | 'AAAHC'
  /** Centers for Medicare & Medicaid Services, for hospitals. */
  | 'CMS'
  /** Centers for Medicare & Medicaid Services, for Medicare Advantage. */
  | 'CMS_MEDICARE_ADVANTAGE'
  /** DNV. */
  | 'DNV'
  /** The Joint Commission. */
  | 'JOINT_COMMISSION'
  /** National Committee for Quality Assurance. */
  | 'NCQA'
  /** URAC. */
  | 'URAC';

/** Who can ask. */
export type ActorKind =
  /** One of the publisher's own people, signed in. */
  | 'STAFF'
  /** A person who signed in: administers organizations, buys for them, or manages a vendor. */
  | 'USER'
  /** Software that came with an API key. */
  | 'VENDOR';

/** What to put into a cart. */
export type AddToCartInput = {
  /** 1 to 250 lines. The same product of the same clinician stands in a cart once: put in again, it takes the new reference and leave to buy twice. */
  items: Array<OrderItemInput>;
  /** Id of the organization that is to buy, `org_…`. */
  organizationId: Scalars['ID']['input'];
};

/** A person who is to manage a vendor. */
export type AddVendorMemberInput = {
  /** E-mail address of the person, who has an account already. */
  email: Scalars['String']['input'];
  /** Why, 1 to 1000 characters, for the audit trail; required of staff. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Id of the vendor, `vnd_…`. */
  vendorId: Scalars['ID']['input'];
};

/** How far to advance a test clock: exactly one of `to` and `by`. */
export type AdvanceTestClockInput = {
  /** By this ISO 8601 duration, for example `P30D`, `P2M` or `PT12H`; days and months are those of the organization's calendar. To repeat it advances again. */
  by?: InputMaybe<Scalars['String']['input']>;
  /** Id of the sandbox organization, `org_…`. */
  organizationId: Scalars['ID']['input'];
  /** To this instant, later than what the clock shows, by up to 366 days; in all up to 1826 days ahead of real time. Safe to repeat: the second time it is refused, for the clock is past it. */
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** An answer to an inquiry. */
export type AnswerOrganizationInquiryInput = {
  /** What to write to the administrators, 1 to 2000 characters; it stands in their e-mail. */
  answer: Scalars['String']['input'];
  /** Id of the inquiry, `inq_…`. */
  inquiryId: Scalars['ID']['input'];
  /** The organization that was meant, `org_…`: its administrators get the answer and the way to reach the inquirer, who learns nothing. Null if there is none: the answer is kept and goes to nobody. The inquirer gets the same letter either way, that the question was passed on. */
  organizationId?: InputMaybe<Scalars['ID']['input']>;
  /** Why, 1 to 1000 characters: it goes into the audit trail. */
  reason: Scalars['String']['input'];
};

/** An answer: exactly one of `clinicianId`, `newClinician` and `notFoundExplanation`. */
export type AnswerResearchRequestInput = {
  /** Id of the clinician of the directory who was meant, `cln_…`; null for another answer. */
  clinicianId?: InputMaybe<Scalars['ID']['input']>;
  /** Who the clinician is, if the directory has nobody: the answer brings them in; null for another answer. */
  newClinician?: InputMaybe<NewClinicianInput>;
  /** Why nobody was found, 1 to 2000 characters: the requester reads it; null for another answer. */
  notFoundExplanation?: InputMaybe<Scalars['String']['input']>;
  /** Why, 1 to 1000 characters: it goes into the audit trail. */
  reason: Scalars['String']['input'];
  /** Id of the research request, `rrq_…`. */
  researchRequestId: Scalars['ID']['input'];
};

/** Somebody to be made staff. */
export type AppointStaffInput = {
  /** E-mail address: the user name of a person who has an account and acts for no organization and no vendor, or of a new one. */
  email: Scalars['String']['input'];
  /** Name of the person, 1 to 200 characters; somebody who is known keeps the name there is. */
  fullName: Scalars['String']['input'];
  /** Why, for the audit trail: 1 to 1000 characters. */
  reason: Scalars['String']['input'];
};

/** A change request to be approved. */
export type ApproveChangeRequestInput = {
  /** Id of the change request, `chg_…`. */
  changeRequestId: Scalars['ID']['input'];
  /** Something to tell whoever asked, up to 1000 characters: it is mailed to them; null for nothing. */
  note?: InputMaybe<Scalars['String']['input']>;
  /** Why, up to 1000 characters, for the audit trail; required of staff. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** A request for an integration that staff approve. */
export type ApproveIntegrationRequestInput = {
  /** Id of the request, `irq_…`. */
  integrationRequestId: Scalars['ID']['input'];
  /** Why, 1 to 1000 characters; kept in the audit trail. */
  reason: Scalars['String']['input'];
};

/** A vendor that may have live keys. */
export type ApproveVendorForLiveInput = {
  /** Why, 1 to 1000 characters, for the audit trail. */
  reason: Scalars['String']['input'];
  /** Id of the vendor, `vnd_…`; a software provider. */
  vendorId: Scalars['ID']['input'];
};

/** What staff ask the reporter of a discrepancy. */
export type AskAboutDiscrepancyInput = {
  /** Id of the discrepancy report, `dsc_…`. */
  discrepancyId: Scalars['ID']['input'];
  /** The question, 1 to 2000 characters; it is mailed to the reporter. */
  question: Scalars['String']['input'];
  /** Why, 1 to 1000 characters: it goes into the audit trail. */
  reason: Scalars['String']['input'];
};

/** What is written into the audit trail. New actions may be added. */
export type AuditAction =
  /** Something was refused, or asked for and not there for the caller; the subjects are the fields asked for. */
  | 'ACCESS_DENIED'
  /** A month of an organization's account activity was read; the subjects are the account and the month. */
  | 'ACCOUNT_ACTIVITY_READ'
  /** A statement or a receipt was downloaded by a signed link; the subjects are the account and the month, or the transaction and the clinicians that its receipt names. */
  | 'ACCOUNT_DOCUMENT_DOWNLOADED'
  /** A link to a statement or a receipt was made; the subjects say of what. */
  | 'ACCOUNT_LINK_CREATED'
  /** Staff corrected an account. */
  | 'ADJUSTMENT_RECORDED'
  /** An API key was made. */
  | 'API_KEY_CREATED'
  /** An API key was ended. */
  | 'API_KEY_REVOKED'
  /** An API key got a successor; both work for the overlap. */
  | 'API_KEY_ROTATED'
  /** Name or addresses of an API key were changed. */
  | 'API_KEY_UPDATED'
  /** The audit trail of an organization was exported. */
  | 'AUDIT_EXPORTED'
  /** Events of the audit trail past their time were dropped; the subject is the SHA-256 of their ids, which stand in `audit_retirements`. */
  | 'AUDIT_RETIRED'
  /** Balance was moved to a subscription; the subjects are the subscription and the transaction. */
  | 'BALANCE_TRANSFERRED'
  /** A bulk operation was cancelled. */
  | 'BULK_OPERATION_CANCELLED'
  /** A bulk operation was started; the subjects are it and its upload. */
  | 'BULK_OPERATION_STARTED'
  /** The result file of a bulk operation was downloaded; the subject is the operation. */
  | 'BULK_RESULT_DOWNLOADED'
  /** The card of an order was charged after the order had been cancelled: the money goes back; the subjects are the order and its payment. */
  | 'CARD_CHARGE_RETURNED'
  /** A buyer changed or checked out a cart; the subjects are it and the clinicians in it then. */
  | 'CART_CHANGED'
  /** A buyer looked into their cart; the subjects are it and its clinicians. */
  | 'CART_READ'
  /** A change request was approved and applied. */
  | 'CHANGE_APPROVED'
  /** Nobody decided about a change request in time. */
  | 'CHANGE_EXPIRED'
  /** A change request was rejected, or withdrawn by whoever asked. */
  | 'CHANGE_REJECTED'
  /** A change was asked for that another side decides. */
  | 'CHANGE_REQUESTED'
  /** Clinicians were looked up in bulk; the subjects are those that were found. */
  | 'CLINICIANS_LOOKED_UP'
  /** Clinicians were looked for; the subjects are those that were found. */
  | 'CLINICIANS_SEARCHED'
  /** Clinicians were read. */
  | 'CLINICIAN_READ'
  /** Daily receipts were read; the subjects are they and the clinicians they name. */
  | 'DAILY_RECEIPT_READ'
  /** A daily receipt was mailed again; the subjects are it and the clinicians it names. */
  | 'DAILY_RECEIPT_RESENT'
  /** A daily receipt was mailed; the subjects are it and the clinicians it names. */
  | 'DAILY_RECEIPT_SENT'
  /** Money was paid into an account. */
  | 'DEPOSIT_RECORDED'
  /** A file of a source was loaded into the directory of clinicians; the subject is the load. */
  | 'DIRECTORY_LOADED'
  /** Discrepancy reports were read; the subjects are they and the clinicians. */
  | 'DISCREPANCIES_READ'
  /** Staff asked the reporter of a discrepancy something. */
  | 'DISCREPANCY_ASKED'
  /** Another buyer was told of a correction; the subjects are the order line and the clinician, and the organization is the buyer. */
  | 'DISCREPANCY_BUYER_TOLD'
  /** Staff, or in test mode the sandbox, decided a discrepancy report; the subjects are it, the clinician and, if it was corrected, the new document. */
  | 'DISCREPANCY_DECIDED'
  /** A discrepancy report has no outcome by its due date. */
  | 'DISCREPANCY_DELAYED'
  /** Staff noted something about a discrepancy report. */
  | 'DISCREPANCY_NOTED'
  /** The reporter of a discrepancy said more, or sent evidence. */
  | 'DISCREPANCY_REPLIED'
  /** Something in a profile was reported to be wrong; the subjects are the report and the clinician. */
  | 'DISCREPANCY_REPORTED'
  /** Staff took up a discrepancy report. */
  | 'DISCREPANCY_TAKEN'
  /** A discrepancy report was taken back. */
  | 'DISCREPANCY_WITHDRAWN'
  /** A person confirmed another e-mail address. */
  | 'EMAIL_CHANGED'
  /** A person asked for another e-mail address. */
  | 'EMAIL_CHANGE_REQUESTED'
  /** A file that goes with a discrepancy report was downloaded; the subjects are it and the report. */
  | 'EVIDENCE_DOWNLOADED'
  /** A FHIR bundle was downloaded by a signed link; the subjects are its document and clinician. */
  | 'FHIR_DOWNLOADED'
  /** Profiles were read as FHIR bundles; the subjects are their documents and clinicians. */
  | 'FHIR_READ'
  /** The scopes or the cap of a grant were changed. */
  | 'GRANT_CHANGED'
  /** An administrator let a vendor act for the organization. */
  | 'GRANT_GIVEN'
  /** A grant was taken back. */
  | 'GRANT_REVOKED'
  /** Staff approved an integration: live keys can be made. */
  | 'INTEGRATION_APPROVED'
  /** Staff rejected an integration. */
  | 'INTEGRATION_REJECTED'
  /** An organization asked for an integration of its own. */
  | 'INTEGRATION_REQUESTED'
  /** An invited person made the account. */
  | 'INVITATION_ACCEPTED'
  /** An invitation was taken back. */
  | 'INVITATION_CANCELLED'
  /** An invitation was sent again; its earlier link is void. */
  | 'INVITATION_RESENT'
  /** A failed job was put back into its queue. */
  | 'JOB_RETRIED'
  /** Staff decided whether a record of a source is about a clinician; the subjects are both. */
  | 'MATCH_LEAD_DECIDED'
  /** An organization was told of changes of clinicians whom it monitors. */
  | 'MONITORING_CHANGE_NOTICED'
  /** The monitoring of a clinician was stopped; the subjects are the term and the clinician. */
  | 'MONITORING_DISCONTINUED'
  /** Terms of monitoring ran out; the subjects are they. */
  | 'MONITORING_EXPIRED'
  /** A monitoring log was downloaded by a link; the subjects say of what. */
  | 'MONITORING_LOG_DOWNLOADED'
  /** A link to a monitoring log was made; the subjects say of what. */
  | 'MONITORING_LOG_LINK_CREATED'
  /** A page of a monitoring log was read. */
  | 'MONITORING_LOG_READ'
  /** An organization was told that terms of monitoring end soon; the subjects are they. */
  | 'MONITORING_REMINDED'
  /** An account was linked with one of an OpenID provider. */
  | 'OPENID_LINKED'
  /** A person took such a link away. */
  | 'OPENID_UNLINKED'
  /** Orders were looked for by the name of a clinician; the subjects are the clinicians that were found. */
  | 'ORDERS_SEARCHED'
  /** Staff cancelled an order before it was paid; the subjects are the order and its clinicians. */
  | 'ORDER_CANCELLED'
  /** The card of an order was charged; the subjects are the order and its clinicians. */
  | 'ORDER_COMPLETED'
  /** The payment of an order failed; the subjects are the order and its clinicians. */
  | 'ORDER_FAILED'
  /** An order was placed, and paid at once unless by card; the subjects are the order and its clinicians. */
  | 'ORDER_PLACED'
  /** An order was previewed; the subjects are its clinicians. */
  | 'ORDER_PREVIEWED'
  /** Staff paid back an order or lines of it; the subjects are the refund, the order and its clinicians. */
  | 'ORDER_REFUNDED'
  /** An organization was set up. */
  | 'ORGANIZATION_CREATED'
  /** Somebody asked whether an organization has an account. */
  | 'ORGANIZATION_INQUIRED'
  /** Staff answered such a question. */
  | 'ORGANIZATION_INQUIRY_ANSWERED'
  /** An organization's data was changed. */
  | 'ORGANIZATION_UPDATED'
  /** Clinicians whose profiles an organization owns were listed; the subjects are they. */
  | 'OWNED_CLINICIANS_READ'
  /** A person changed the password or set a new one. */
  | 'PASSWORD_CHANGED'
  /** A link to set a new password was mailed. */
  | 'PASSWORD_RESET_REQUESTED'
  /** A price list was put into force. */
  | 'PRICE_LIST_CREATED'
  /** A price list got an end. */
  | 'PRICE_LIST_ENDED'
  /** A delivery of official PDFs, or of a FHIR bundle, was asked for; the subjects are documents and clinicians. */
  | 'PROFILE_DELIVERED'
  /** Somebody ended the link of a delivery before its time; the subject is the delivery. */
  | 'PROFILE_DELIVERY_REVOKED'
  /** Official PDFs were downloaded by a signed link; the subjects are documents and clinicians. */
  | 'PROFILE_DOWNLOADED'
  /** A signed link was asked about, and nothing of what it leads to was given; the subjects are documents and clinicians. */
  | 'PROFILE_LINK_CHECKED'
  /** Profiles were read; the subjects are their documents and clinicians. */
  | 'PROFILE_READ'
  /** The reappointment autopilot, or its approver, decided about clinicians who are due; the subjects are the decisions. */
  | 'REAPPOINTMENTS_DECIDED'
  /** When clinicians are due for reappointment, or what the autopilot does then, was set. */
  | 'REAPPOINTMENT_POLICY_SET'
  /** An administrator chose who gets the receipts; the subjects are the chosen people. */
  | 'RECEIPT_RECIPIENTS_CHANGED'
  /** A refresh token came a second time; its session was ended. */
  | 'REFRESH_TOKEN_REUSED'
  /** Staff answered a research request; the subjects are it and the clinician that was found. */
  | 'RESEARCH_ANSWERED'
  /** A research request was not answered by its due date. */
  | 'RESEARCH_DELAYED'
  /** Research on a clinician who was not found was asked for. */
  | 'RESEARCH_REQUESTED'
  /** Staff took up a research request. */
  | 'RESEARCH_STARTED'
  /** A research request was taken back. */
  | 'RESEARCH_WITHDRAWN'
  /** A fictional clinician of the sandbox was changed. */
  | 'SANDBOX_CHANGE_SIMULATED'
  /** A vendor made a sandbox organization; the subjects are it and the vendor. */
  | 'SANDBOX_ORGANIZATION_CREATED'
  /** A sandbox organization was reset; the subjects are it and the one that took its place. */
  | 'SANDBOX_ORGANIZATION_RESET'
  /** The secrets in the database were encrypted with another key. */
  | 'SECRETS_RESEALED'
  /** A session was ended by somebody or something else than its sign-out. */
  | 'SESSION_ENDED'
  /** A person signed in. */
  | 'SIGNED_IN'
  /** A person signed out. */
  | 'SIGNED_OUT'
  /** A new key signs access tokens. */
  | 'SIGNING_KEY_ROTATED'
  /** A sign-in was refused. */
  | 'SIGN_IN_FAILED'
  /** A person was made staff. */
  | 'STAFF_APPOINTED'
  /** A person is no longer staff. */
  | 'STAFF_DISMISSED'
  /** Staff looked something up; the subjects are the fields asked for, then the ids that were named or found. One event for each organization that it was about. */
  | 'STAFF_READ'
  /** An organization got a subscription for a term. */
  | 'SUBSCRIPTION_CREATED'
  /** A subscription package was put on sale. */
  | 'SUBSCRIPTION_PACKAGE_CREATED'
  /** A subscription package is not sold any more. */
  | 'SUBSCRIPTION_PACKAGE_WITHDRAWN'
  /** An invoice of a subscription was paid; the subjects are the subscription and the transaction. */
  | 'SUBSCRIPTION_PAYMENT_RECORDED'
  /** The test clock of a sandbox organization was advanced. */
  | 'TEST_CLOCK_ADVANCED'
  /** Receipts of transactions were read; the subjects are they and the clinicians they name. */
  | 'TRANSACTION_RECEIPT_READ'
  /** An address to upload a file to was asked for; the subject is the upload. */
  | 'UPLOAD_CREATED'
  /** A person was invited to an organization. */
  | 'USER_INVITED'
  /** A user was removed from an organization. */
  | 'USER_REMOVED'
  /** The roles of an organization's user were changed. */
  | 'USER_ROLES_CHANGED'
  /** A vendor was set up. */
  | 'VENDOR_CREATED'
  /** A person may manage a vendor. */
  | 'VENDOR_MEMBER_ADDED'
  /** A person may no longer manage a vendor. */
  | 'VENDOR_MEMBER_REMOVED'
  /** A suspended vendor may work again. */
  | 'VENDOR_REINSTATED'
  /** A vendor was suspended: its keys open nothing. */
  | 'VENDOR_SUSPENDED'
  /** A vendor's data was changed. */
  | 'VENDOR_UPDATED'
  /** A vendor gave an address to be told at. */
  | 'WEBHOOK_ENDPOINT_CREATED'
  /** Nothing is sent to a webhook endpoint any more. */
  | 'WEBHOOK_ENDPOINT_DISABLED'
  /** A disabled webhook endpoint is told again. */
  | 'WEBHOOK_ENDPOINT_ENABLED'
  /** Address, description or events of a webhook endpoint were changed. */
  | 'WEBHOOK_ENDPOINT_UPDATED'
  /** Events are sent to a webhook endpoint again; one event is among the subjects, a range is not. */
  | 'WEBHOOK_REPLAYED'
  /** A webhook endpoint got a new secret; both sign for the overlap. */
  | 'WEBHOOK_SECRET_ROTATED'
  /** A test event was sent; the subjects are the webhook endpoint and the event. */
  | 'WEBHOOK_TESTED';

/** Who did something that the audit trail tells of. */
export type AuditActorKind =
  /** Whoever showed no credentials, such as the holder of a signed link. */
  | 'ANONYMOUS'
  /** Whoever runs the deployment's scripts. */
  | 'OPERATOR'
  /** One of the publisher's own people. */
  | 'STAFF'
  /** The gateway by itself. */
  | 'SYSTEM'
  /** A person who was signed in. */
  | 'USER'
  /** Software that came with an API key. */
  | 'VENDOR';

/** What the gateway does by itself, each night, about clinicians who are due for reappointment. */
export type Autopilot =
  /** Nothing. */
  | 'OFF'
  /** It orders their profiles, in the approver's name, from the account balance. */
  | 'ORDER'
  /** It proposes to order their profiles; the approver approves or declines. */
  | 'PROPOSE';

/** A sign-in through the OpenID Connect provider that is about to begin. */
export type BeginOpenIdSignInInput = {
  /** Where the provider sends the person back to: one of the addresses that the operator allows, exactly. */
  redirectUri: Scalars['String']['input'];
};

/** Why a bulk operation failed. New codes may be added. */
export type BulkOperationErrorCode =
  /** Whoever started it may no longer do so: the key, the grant or the role ended. */
  | 'ACCESS_ENDED'
  /** The uploaded file was deleted before it was read; upload it again. */
  | 'FILE_MISSING'
  /** Something went wrong on our side, repeatedly. */
  | 'INTERNAL'
  /** The file is not of the format that it was uploaded as. */
  | 'MALFORMED_FILE'
  /** None of the columns, or none of the names of the first object, is one to work with. */
  | 'NO_KNOWN_COLUMN'
  /** The file has no rows, or a header only. */
  | 'NO_ROWS'
  /** The file has more rows than one operation takes. */
  | 'TOO_MANY_ROWS'
  /** The file is no text in UTF-8: a workbook, an archive, UTF-16. */
  | 'WRONG_ENCODING';

/** What is done with each row of a file. */
export type BulkOperationKind =
  /** The row says by what to look for a clinician, as `lookupClinicians` does. */
  | 'CLINICIAN_LOOKUP'
  /** The row says whose profile is wanted: it is matched, priced and checked. Nothing is ordered. */
  | 'ORDER_ROSTER'
  /** The row of an ORDER_ROSTER that is READY is ordered. */
  | 'ORDER_ROSTER_PURCHASE';

/** How far a bulk operation has come. COMPLETED, CANCELLED and FAILED are final. */
export type BulkOperationState =
  /** It was cancelled; the result has the rows that were processed before. */
  | 'CANCELLED'
  /** Somebody cancelled it; the rows that are in the works are finished first. */
  | 'CANCELLING'
  /** All rows are processed. */
  | 'COMPLETED'
  /** It waits for a worker, or for others of the organization to end. */
  | 'CREATED'
  /** It ended by an error, `errorCode` tells which; the result, if there is one, has the rows that were processed before. */
  | 'FAILED'
  /** Rows are being processed. */
  | 'RUNNING';

/** How a result file is written; UTF-8 in both. */
export type BulkResultFormat =
  /** A header and one line a row (RFC 4180), `text/csv`. */
  | 'CSV'
  /** One JSON object a line, `application/jsonl`. */
  | 'JSON_LINES';

/** A bulk operation that is to be cancelled. */
export type CancelBulkOperationInput = {
  /** Id of the operation, `bulk_…`. */
  id: Scalars['ID']['input'];
};

/** An invitation to be taken back. */
export type CancelInvitationInput = {
  /** Id of the invitation, `inv_…`. */
  invitationId: Scalars['ID']['input'];
  /** Why, up to 1000 characters; required of staff. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** An order that is not to be paid any more. */
export type CancelOrderInput = {
  /** Id of the order, `ord_…`, in the mode of the request. */
  orderId: Scalars['ID']['input'];
  /** Why, for the audit trail: 1 to 1000 characters. */
  reason: Scalars['String']['input'];
};

/** The card that pays. Never its number: only what the payment processor gave your own page for it, so that no card number ever reaches the gateway. */
export type CardInput = {
  /** Id of a payment method of the publisher's processor, `pm_…`, made in the browser by Stripe.js with the publisher's key; it is charged once and not kept. In test mode one of the published test tokens: `pm_card_visa`, `pm_card_chargeDeclined`, … Errors: INVALID_INPUT. */
  token: Scalars['String']['input'];
};

/** Where the payment of an order by card stands. All but `CREATED` are final. */
export type CardPaymentState =
  /** Nothing came of it in time; it was called off, and the card not charged. */
  | 'CANCELLED'
  /** The processor has not said its last word; the order is `PENDING`. */
  | 'CREATED'
  /** The card was declined, and not charged. */
  | 'DECLINED'
  /** The card was charged. */
  | 'SUCCEEDED';

/** Where money stands that goes back to a card. */
export type CardRefundState =
  /** The card's bank refused it, a closed card for instance. The publisher pays back otherwise. */
  | 'FAILED'
  /** Paid back to the card; banks take some days to show it. */
  | 'SUCCEEDED'
  /** On its way to the card; repeated until the processor has answered. */
  | 'WAITING';

/** How long a board certification lasts. */
export type CertificationDuration =
  /** As long as the requirements of continuing certification are met. */
  | 'CONTINUOUS'
  /** Without end. */
  | 'LIFETIME'
  /** Until a date. */
  | 'TIME_LIMITED';

/** What is to be changed of a grant. */
export type ChangeGrantInput = {
  /** Id of the grant, `grant_…`; one that was not revoked. */
  grantId: Scalars['ID']['input'];
  /** The monthly spend cap in cents. Null lifts it; missing: as it was. */
  monthlySpendCapCents?: InputMaybe<Scalars['Cents']['input']>;
  /** What the vendor may do from its next request on; at least one scope. Null or missing: as it was. */
  scopes?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** What a change is of. */
export type ChangeKind =
  /** People are invited. */
  | 'ADD_USERS'
  /** An invitation is taken back. */
  | 'CANCEL_INVITATION'
  /** A user's roles change. */
  | 'CHANGE_ROLES'
  /** An organization is set up. */
  | 'CREATE_ORGANIZATION'
  /** A user leaves the organization; the account stays the person's own. */
  | 'REMOVE_USER'
  /** The organization's data change. */
  | 'UPDATE_ORGANIZATION';

/** A new password for yourself. */
export type ChangePasswordInput = {
  /** The password so far. */
  currentPassword: Scalars['String']['input'];
  /** The password from now on, 15 to 256 characters, of any kind; not one that others would try first. */
  newPassword: Scalars['String']['input'];
};

/** What became of a change request. */
export type ChangeRequestStatus =
  /** In force: approved by the other side, or made by an administrator of the organization. */
  | 'APPROVED'
  /** Nobody decided in time; nothing was changed. */
  | 'EXPIRED'
  /** Waits for the other side. */
  | 'PENDING'
  /** Nothing was changed. */
  | 'REJECTED';

/** A user's new roles. */
export type ChangeUserRolesInput = {
  /** Id of the organization, `org_…`. */
  organizationId: Scalars['ID']['input'];
  /** Why, up to 1000 characters; required of staff. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** All roles that the person has from then on, at least one. */
  roles: Array<Role>;
  /** Id of the person, `usr_…`. */
  userId: Scalars['ID']['input'];
};

/** Which cart to order, and how to pay. */
export type CheckOutCartInput = {
  /** The card to charge with `CREDIT_CARD`; null with every other method. */
  card?: InputMaybe<CardInput>;
  /** Id of the organization that buys, `org_…`. */
  organizationId: Scalars['ID']['input'];
  /** How to pay. */
  paymentMethod?: PaymentMethod;
  /** Your own number of the purchase, as `placeOrder` takes it. */
  purchaseOrderNumber?: InputMaybe<Scalars['String']['input']>;
  /** Id of a quote whose prices are to hold, `quo_…`: of the preview of the cart. Null for the prices of the moment. Errors: NOT_FOUND, QUOTE_EXPIRED, INVALID_INPUT for other lines. */
  quoteId?: InputMaybe<Scalars['ID']['input']>;
  /** Version of the cart that you mean: what was changed since is not bought unseen. It is the idempotency key too: repeat it as often as you like, the order is placed and charged once. */
  version: Scalars['Int']['input'];
};

/** Which cart to empty. */
export type ClearCartInput = {
  /** Id of the organization whose cart it is, `org_…`. */
  organizationId: Scalars['ID']['input'];
};

/** By what to look for a clinician: exactly one of these. */
export type ClinicianCriterion =
  /** ECFMG number of a physician: 7 or 8 digits; hyphens are dropped. */
  { ecfmgNumber: Scalars['String']['input']; nameAndBirthDate?: never; nccpaNumber?: never; npi?: never; }
  |  /** First and last name and date of birth. */
  { ecfmgNumber?: never; nameAndBirthDate: NameAndBirthDateInput; nccpaNumber?: never; npi?: never; }
  |  /** NCCPA number of a physician assistant: 7 digits. */
  { ecfmgNumber?: never; nameAndBirthDate?: never; nccpaNumber: Scalars['String']['input']; npi?: never; }
  |  /** National Provider Identifier: 10 digits that begin with 1 or 2 and pass the check digit. */
  { ecfmgNumber?: never; nameAndBirthDate?: never; nccpaNumber?: never; npi: Scalars['String']['input']; };

/** By what a clinician was looked for. */
export type ClinicianCriterionKind =
  /** Number of the Educational Commission for Foreign Medical Graduates. */
  | 'ECFMG_NUMBER'
  /** First and last name with the exact date of birth. */
  | 'NAME_AND_BIRTH_DATE'
  /** Number of the National Commission on Certification of Physician Assistants. */
  | 'NCCPA_NUMBER'
  /** National Provider Identifier. */
  | 'NPI';

/** The professions that the directory holds. */
export type ClinicianKind =
  /** Doctor of medicine (MD) or of osteopathic medicine (DO). */
  | 'PHYSICIAN'
  /** Physician assistant (PA). */
  | 'PHYSICIAN_ASSISTANT';

/** What became of one of many criteria. */
export type ClinicianLookupStatus =
  /** Several clinicians match; look for them by a number. */
  | 'AMBIGUOUS'
  /** The criterion cannot be looked for; nothing was. */
  | 'INVALID'
  /** Exactly one clinician matches. */
  | 'MATCHED'
  /** Nobody matches. */
  | 'NOT_FOUND';

/** What a name is to the person. */
export type ClinicianNameType =
  /** A former legal name, such as a maiden name. */
  | 'FORMER'
  /** The present legal name. */
  | 'LEGAL'
  /** Another name in use, such as a professional name. */
  | 'OTHER';

/** What the OpenID Connect provider sent the person back with. */
export type CompleteOpenIdSignInInput = {
  /** The parameter `code`, up to 4096 characters. */
  code: Scalars['String']['input'];
  /** The parameter `iss` (RFC 9207); null if the provider sends none. */
  iss?: InputMaybe<Scalars['String']['input']>;
  /** The address that was given to `beginOpenIdSignIn`. */
  redirectUri: Scalars['String']['input'];
  /** The secret that `beginOpenIdSignIn` gave beside the state; a wrong one does not use the state up. */
  secret: Scalars['String']['input'];
  /** The parameter `state`: that of `beginOpenIdSignIn`. */
  state: Scalars['String']['input'];
};

/** Confirmation of an e-mail address. */
export type ConfirmEmailChangeInput = {
  /** The last part of the link in the e-mail, 43 characters. */
  token: Scalars['String']['input'];
};

/** The leave to order what a preview found READY. */
export type ConfirmOrderRosterInput = {
  /** What all orders together may cost at most, in cents of the account’s currency: the `total` of the preview, for example. Prices are those of the moment of ordering; what would exceed it is not ordered. Not negative. */
  maximumTotalCents: Scalars['Cents']['input'];
  /** Id of the operation of `orderRoster`, `bulk_…`: COMPLETED, and not expired. */
  operationId: Scalars['ID']['input'];
  /** How to pay. */
  paymentMethod: RosterPaymentMethod;
  /** A purchase order number of yours for all the orders, 1 to 50 characters; null for none. */
  purchaseOrderNumber?: InputMaybe<Scalars['String']['input']>;
  /** How the result is written. */
  resultFormat: BulkResultFormat;
};

/** An API key to be made. */
export type CreateApiKeyInput = {
  /** Up to 50 IPv4 or IPv6 addresses or CIDR ranges, for example `192.0.2.10` or `2001:db8::/48`, from which alone it may be used; null or empty: from everywhere. */
  allowedAddresses?: InputMaybe<Array<Scalars['String']['input']>>;
  /** The first moment at which it opens nothing any more, within 10 years; null: it works until it is revoked. */
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Which world it opens; `LIVE` once staff have approved the vendor for it. */
  mode: Mode;
  /** The most that may be ordered with it for any one organization in a calendar month of the organization's time zone, in cents of the account's currency; null: no cap but that of the grant. A key that replaces it has the same cap and shares what was spent. */
  monthlySpendCapCents?: InputMaybe<Scalars['Cents']['input']>;
  /** What people call it; 1 to 200 characters in one line. */
  name: Scalars['String']['input'];
  /** What it may do, for example `orders:write`; at least one scope. */
  scopes: Array<Scalars['String']['input']>;
  /** Id of the vendor, `vnd_…`. */
  vendorId: Scalars['ID']['input'];
};

/** Of what `createFhirLink` is to make a link. */
export type CreateFhirLinkInput = {
  /** Id of the order line, `item_…`. */
  orderItemId: Scalars['ID']['input'];
};

/** To which log `createMonitoringLogLink` is to make a link. */
export type CreateMonitoringLogLinkInput = {
  /** Of this clinician only, `cln_…`; null for all. */
  clinicianId?: InputMaybe<Scalars['ID']['input']>;
  /** As what. */
  format: MonitoringLogFormat;
  /** First day, of the organization's time zone; null for 90 days in all. */
  from?: InputMaybe<Scalars['Date']['input']>;
  /** Id of the organization, `org_…`. */
  organizationId: Scalars['ID']['input'];
  /** Last day, included; null for today. */
  through?: InputMaybe<Scalars['Date']['input']>;
};

/** A new organization, with its first administrator. */
export type CreateOrganizationInput = {
  /** Mailing address; null for none. */
  address?: InputMaybe<OrganizationAddressInput>;
  /** Its first administrator, who gets a link to make the account; `ORGANIZATION_ADMINISTRATOR` among the roles. */
  administrator: UserInput;
  /** Sandbox or real, as the request is (`Gateway-Mode`); never changes. */
  mode: Mode;
  /** Name as printed on orders and receipts, 1 to 200 characters. */
  name: Scalars['String']['input'];
  /** Telephone number with at least 7 digits; null for none. */
  phone?: InputMaybe<Scalars['String']['input']>;
  /** Why, 1 to 1000 characters: it goes into the audit trail. */
  reason: Scalars['String']['input'];
  /** IANA name of its time zone, for example `America/Chicago`. */
  timeZone: Scalars['String']['input'];
};

/** A price list to be put into force. */
export type CreatePriceListInput = {
  /** ISO 4217 code in capitals, for example `USD`. That of the organization's account, if it has one: a list in another would never hold. */
  currency: Scalars['String']['input'];
  /** The first instant at which it shall hold, not in the past; without it: at once. */
  effectiveFrom?: InputMaybe<Scalars['DateTime']['input']>;
  /** The first instant at which it shall no longer hold; without it: until further notice. */
  effectiveUntil?: InputMaybe<Scalars['DateTime']['input']>;
  /** Which mode it is for; must be that of the request, so that nobody prices the wrong one by mistake. */
  mode: Mode;
  /** Only for this organization, `org_…`; without it for every one that has no list of its own. */
  organizationId?: InputMaybe<Scalars['ID']['input']>;
  /** Its prices, 1 to 200; each product and quantity once. */
  prices: Array<PriceInput>;
  /** Why, for the audit trail: 1 to 1000 characters. */
  reason: Scalars['String']['input'];
};

/** To which receipt `createReceiptLink` is to make a link. */
export type CreateReceiptLinkInput = {
  /** Id of the transaction, `ltx_…`. */
  transactionId: Scalars['ID']['input'];
};

/** A sandbox organization that a vendor wants for itself. */
export type CreateSandboxOrganizationInput = {
  /** A key of your own, 1 to 255 characters: the same key with the same arguments gives the same organization again, with others IDEMPOTENCY_KEY_REUSED. */
  idempotencyKey: Scalars['String']['input'];
  /** What it is called, 1 to 200 characters. */
  name: Scalars['String']['input'];
  /** Its time zone, an IANA name such as `America/Chicago`: its days go by it. */
  timeZone: Scalars['String']['input'];
  /** Id of a vendor that you manage, `vnd_…`. */
  vendorId: Scalars['ID']['input'];
};

/** To which month `createStatementLink` is to make a link. */
export type CreateStatementLinkInput = {
  /** As what. */
  format: StatementFormat;
  /** One of the last 24 months, the current one included. */
  month: Scalars['YearMonth']['input'];
  /** Id of the organization, `org_…`. */
  organizationId: Scalars['ID']['input'];
};

/** A package for an organization. */
export type CreateSubscriptionInput = {
  /** A text of your choice, new for each one: 1 to 255 characters. The same key with the same input gives the first result again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** Id of the organization, `org_…`. */
  organizationId: Scalars['ID']['input'];
  /** Id of the package, `pkg_…`, in the currency of the organization's account. */
  packageId: Scalars['ID']['input'];
  /** Why, for the audit trail: 1 to 1000 characters. */
  reason: Scalars['String']['input'];
  /** First day of the term, in the organization's time zone: today to 366 days ahead; without it today. */
  startsOn?: InputMaybe<Scalars['Date']['input']>;
};

/** A package to be offered, in the mode of the request. */
export type CreateSubscriptionPackageInput = {
  /** Profiles of a term, 1 to 1000000. */
  allowance: Scalars['Int']['input'];
  /** Currency of its price: an ISO 4217 code in capitals, for example `USD`. */
  currency: Scalars['String']['input'];
  /** Its name, 1 to 200 characters. */
  name: Scalars['String']['input'];
  /** Price of a term, in cents: 0 to 100000000. */
  priceCents: Scalars['Cents']['input'];
  /** Why, for the audit trail: 1 to 1000 characters. */
  reason: Scalars['String']['input'];
  /** Length of a term in months, 1 to 60. */
  termMonths: Scalars['Int']['input'];
};

/** A file that is going to be uploaded. */
export type CreateUploadInput = {
  /** Size in bytes, exact; what comes must have as many. */
  bytes: Scalars['Int']['input'];
  /** Media type: one of those of the purpose; of the parameters, only `charset=utf-8` may be given. The request that brings the file must say the same. */
  contentType: Scalars['String']['input'];
  /** Name of the file, 1 to 200 characters; shown with what is made of it, and never trusted. */
  fileName: Scalars['String']['input'];
  /** Id of the organization for which it is, `org_…`. */
  organizationId: Scalars['ID']['input'];
  /** What it is for; decides what it may be. */
  purpose: UploadPurpose;
  /** SHA-256 of the file, 64 hexadecimal digits; what comes is compared with it. Null: it is not compared. */
  sha256?: InputMaybe<Scalars['String']['input']>;
};

/** A credentialing software vendor to be set up. */
export type CreateVendorInput = {
  /** Where staff reach it; never shown in public. Null: nowhere yet. */
  contactEmail?: InputMaybe<Scalars['String']['input']>;
  /** What the software does, at most 2000 characters; null: none. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** E-mail address of a person with an account who is to manage it; null: nobody yet. */
  firstMemberEmail?: InputMaybe<Scalars['String']['input']>;
  /** Whether the public directory of software providers names it. */
  listed: Scalars['Boolean']['input'];
  /** Name as orders and receipts will print it; 1 to 200 characters in one line. */
  name: Scalars['String']['input'];
  /** Why, 1 to 1000 characters, for the audit trail. */
  reason: Scalars['String']['input'];
  /** Address of its website, `https://…`, at most 300 characters; null: none. */
  website?: InputMaybe<Scalars['String']['input']>;
};

/** A webhook endpoint to be set up. */
export type CreateWebhookEndpointInput = {
  /** What people call it, at most 200 characters; null: nothing to say. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** Events of which world it is told; of a key, its own. `LIVE` once staff have approved the vendor for it. */
  mode: Mode;
  /** Of which types of events it is to be told, for example `order.completed`; at least one. Null: of all, those to come included. */
  types?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Where the requests go: `https://…` on a host of the public internet, port 443 or one from 1024 on, without user name, password and fragment; at most 2000 characters. */
  url: Scalars['String']['input'];
  /** Id of the vendor, `vnd_…`. */
  vendorId: Scalars['ID']['input'];
};

/** What the investigation of a discrepancy found. */
export type DecideDiscrepancyInput = {
  /** Id of the discrepancy report, `dsc_…`. */
  discrepancyId: Scalars['ID']['input'];
  /** What was found, 1 to 2000 characters; it is mailed to the reporter. */
  explanation: Scalars['String']['input'];
  /** The outcome. */
  outcome: DiscrepancyOutcome;
  /** Why, 1 to 1000 characters: it goes into the audit trail. */
  reason: Scalars['String']['input'];
};

/** A lead, and what staff decide about it. */
export type DecideMatchLeadInput = {
  /** Whether the exclusion is about the clinician. */
  decision: MatchLeadDecision;
  /** Id of the lead, `lead_…`. */
  id: Scalars['ID']['input'];
  /** Why, for the audit trail and whoever looks at the lead again: 1 to 1000 characters. */
  reason: Scalars['String']['input'];
};

/** What of the autopilot's proposals the approver decides. */
export type DecideReappointmentsInput = {
  /** True to order all of them in one order, false to decline all of them. */
  approve: Scalars['Boolean']['input'];
  /** Ids of the proposals, `rdn_…`: 1 to 250, each once. */
  decisionIds: Array<Scalars['ID']['input']>;
  /** Id of the organization, `org_…`. */
  organizationId: Scalars['ID']['input'];
};

/** For when the outcome of a discrepancy report is promised instead. */
export type DelayDiscrepancyInput = {
  /** Id of the discrepancy report, `dsc_…`. */
  discrepancyId: Scalars['ID']['input'];
  /** A business day after the one that is promised now and after today, at most 130 business days away. */
  dueOn: Scalars['Date']['input'];
  /** Why it takes longer, 1 to 2000 characters; it is mailed to the reporter. */
  explanation: Scalars['String']['input'];
  /** Why, 1 to 1000 characters: it goes into the audit trail. */
  reason: Scalars['String']['input'];
};

/** For when an answer is promised instead. */
export type DelayResearchRequestInput = {
  /** The new day: a business day later than today and the present one, at most 130 business days ahead. */
  dueOn: Scalars['Date']['input'];
  /** Why it takes longer, 1 to 2000 characters: the requester reads it. */
  explanation: Scalars['String']['input'];
  /** Why, 1 to 1000 characters: it goes into the audit trail. */
  reason: Scalars['String']['input'];
  /** Id of the research request, `rrq_…`. */
  researchRequestId: Scalars['ID']['input'];
};

/** What `deliverCorrectedProfile` is to deliver, and how. */
export type DeliverCorrectedProfileInput = {
  /** Id of the discrepancy report, `dsc_…`. Its state is CORRECTED. */
  discrepancyId: Scalars['ID']['input'];
  /** For `EMAIL` without `userId`, the address with which such a person signs in; never one of somebody else. A person who gives neither gets the e-mail themselves; software, and staff, give one. */
  email?: InputMaybe<Scalars['String']['input']>;
  /** How to deliver. `WEBHOOK` is for software that comes with an API key, and has an endpoint. */
  method?: ProfileDeliveryMethod;
  /** For `EMAIL`, whom to mail it to: id, `usr_…`, of one of the organization’s people who may read profiles there. Null: see `email`. */
  userId?: InputMaybe<Scalars['ID']['input']>;
};

/** What `deliverMonitoringNoticePdf` is to deliver, and how. */
export type DeliverMonitoringNoticePdfInput = {
  /** For `EMAIL` without `userId`, the address with which such a person signs in; never one of somebody else. A person who gives neither gets the e-mail themselves; software, and staff, give one. */
  email?: InputMaybe<Scalars['String']['input']>;
  /** How to deliver. `WEBHOOK` is for software that comes with an API key, and has an endpoint. */
  method?: ProfileDeliveryMethod;
  /** Id of the notice, `mnt_…`. */
  noticeId: Scalars['ID']['input'];
  /** For `EMAIL`, whom to mail it to: id, `usr_…`, of one of the organization’s people who may read profiles there. Null: see `email`. */
  userId?: InputMaybe<Scalars['ID']['input']>;
};

/** What `deliverProfilePdf` is to deliver, and how. */
export type DeliverProfilePdfInput = {
  /** For `EMAIL` without `userId`, the address with which such a person signs in; never one of somebody else. A person who gives neither gets the e-mail themselves; software, and staff, give one. */
  email?: InputMaybe<Scalars['String']['input']>;
  /** How to deliver. `WEBHOOK` is for software that comes with an API key, and has an endpoint. */
  method?: ProfileDeliveryMethod;
  /** Id of the order line, `item_…`. */
  orderItemId: Scalars['ID']['input'];
  /** For `EMAIL`, whom to mail it to: id, `usr_…`, of one of the organization’s people who may read profiles there. Null: see `email`. */
  userId?: InputMaybe<Scalars['ID']['input']>;
};

/** What `deliverProfilePdfs` is to deliver, and how. */
export type DeliverProfilePdfsInput = {
  /** A link for each PDF, or one link to an archive of all. An e-mail has one link, so it takes `ZIP`. */
  as: ProfilePdfForm;
  /** For `EMAIL` without `userId`, the address with which such a person signs in; never one of somebody else. A person who gives neither gets the e-mail themselves; software, and staff, give one. */
  email?: InputMaybe<Scalars['String']['input']>;
  /** How to deliver. `WEBHOOK` is for software that comes with an API key, and has an endpoint. */
  method?: ProfileDeliveryMethod;
  /** Ids of order lines, `item_…`, 1 to 250. */
  orderItemIds: Array<Scalars['ID']['input']>;
  /** Id of the organization that bought the lines, `org_…`. */
  organizationId: Scalars['ID']['input'];
  /** For `EMAIL`, whom to mail it to: id, `usr_…`, of one of the organization’s people who may read profiles there. Null: see `email`. */
  userId?: InputMaybe<Scalars['ID']['input']>;
};

/** Where the e-mail or the webhook event that carries a link stands. */
export type DeliverySendingState =
  /** Given up. Deliver it again, or another way. */
  | 'FAILED'
  /** Taken by the recipient's mail server, or by the vendor's endpoint. */
  | 'SENT'
  /** Not taken by the other side yet; it is tried again and again. */
  | 'WAITING';

/** A webhook endpoint that is not to be told any more. */
export type DisableWebhookEndpointInput = {
  /** Id of the endpoint, `whe_…`. */
  endpointId: Scalars['ID']['input'];
};

/** Which monitoring to stop. */
export type DiscontinueMonitoringInput = {
  /** Its id, `mon_…`: of `Organization.monitorings`, or of the line of the order history that bought it. */
  monitoringId: Scalars['ID']['input'];
};

/** Who took a step of a discrepancy report. */
export type DiscrepancyEventActor =
  /** One of the publisher's staff. */
  | 'STAFF'
  /** The gateway by itself. */
  | 'SYSTEM'
  /** A person of the organization. */
  | 'USER'
  /** Software with an API key. */
  | 'VENDOR';

/** A step of a discrepancy report. */
export type DiscrepancyEventKind =
  /** Staff asked the reporter something. */
  | 'ASKED'
  /** The profile was found to be accurate. */
  | 'CONFIRMED_ACCURATE'
  /** The profile was corrected. */
  | 'CORRECTED'
  /** The outcome was promised for a later day. */
  | 'DELAYED'
  /** Staff took it up. */
  | 'INVESTIGATING'
  /** Staff noted something; only staff see it. */
  | 'NOTED'
  /** The reporter said more, or sent evidence. */
  | 'REPLIED'
  /** It came in. */
  | 'SUBMITTED'
  /** It was taken back. */
  | 'WITHDRAWN';

/** Which discrepancy reports: those for which all holds that is given. What is null or left out may be any. */
export type DiscrepancyFilter = {
  /** About this clinician, `cln_…`. */
  clinicianId?: InputMaybe<Scalars['ID']['input']>;
  /** What the first name of the clinician begins with, 1 to 100 characters; without case, accents, punctuation and blanks. Former and other names count too, and with `lastName` both must be of one name. */
  firstName?: InputMaybe<Scalars['String']['input']>;
  /** What the last name begins with, as `firstName`. */
  lastName?: InputMaybe<Scalars['String']['input']>;
  /** The one with this number, `DR-` and 8 digits. */
  number?: InputMaybe<Scalars['String']['input']>;
  /** About what was bought with this line, `item_…`. */
  orderItemId?: InputMaybe<Scalars['ID']['input']>;
  /** About what was bought with the order of this number, `PO-` and 10 digits. */
  orderNumber?: InputMaybe<Scalars['String']['input']>;
  /** In one of these states. */
  states?: InputMaybe<Array<DiscrepancyState>>;
};

/** What an investigation found. */
export type DiscrepancyOutcome =
  /** The profile says what the source says. */
  | 'CONFIRMED_ACCURATE'
  /** The profile was wrong, and the directory says something else now: a corrected profile is made of it. */
  | 'CORRECTED';

/** How far a discrepancy report has come. */
export type DiscrepancyState =
  /** The profile says what the source says. */
  | 'CONFIRMED_ACCURATE'
  /** The profile was wrong: there is a corrected one. */
  | 'CORRECTED'
  /** The outcome was promised for a later day; taken up or not. */
  | 'DELAYED'
  /** The publisher's staff are at it. */
  | 'INVESTIGATING'
  /** It came in; nobody has taken it up yet. */
  | 'SUBMITTED'
  /** The reporter took it back. */
  | 'WITHDRAWN';

/** From when on the days of a discrepancy window are counted. */
export type DiscrepancyWindowGround =
  /** From the last e-mailed notice that the profile of the monitored clinician changed. */
  | 'NOTICE'
  /** From the purchase of the profile. */
  | 'PURCHASE';

/** A member of the staff to be dismissed. */
export type DismissStaffInput = {
  /** Why, for the audit trail: 1 to 1000 characters. */
  reason: Scalars['String']['input'];
  /** Id of the person, `usr_…`; not your own. */
  userId: Scalars['ID']['input'];
};

/** What a SHA-256 is of. */
export type DocumentMatch =
  /** The content of the document: `Profile.contentSha256`, or the attached `profile.json`, as the PDF itself prints them. What else stands in a file that shows this fingerprint it cannot tell. */
  | 'CONTENT'
  /** The official PDF file of the document, byte for byte: that file is genuine. */
  | 'FILE'
  /** Neither: the file was altered, or is another document. */
  | 'NOTHING';

/** Whether a document is the last word. Take a value that you do not know for "not to be relied on": one for documents that were withdrawn may come. */
export type DocumentStanding =
  /** Its organization has no newer document of the same clinician and product with other content. */
  | 'CURRENT'
  /** It has one: `supersededBy`. This one is still genuine, and holds as of its own time. */
  | 'SUPERSEDED';

/** What somebody who used a link was given. */
export type DownloadKind =
  /** Nothing of the file: only that it is there (`HEAD`), or that a copy is still the same (304). */
  | 'CHECK'
  /** Some bytes of the file, as asked for by the header `Range`. */
  | 'PART'
  /** The whole file. */
  | 'WHOLE';

/** Why the profile of an order line cannot be downloaded. New obstacles may be added. */
export type DownloadObstacle =
  /** The order failed or was cancelled: nothing was charged, and there is no profile. */
  | 'NOT_BOUGHT'
  /** The order waits for its payment; the profile is there as soon as it is completed. */
  | 'NOT_PAID_YET'
  /** The line bought none: continuous monitoring delivers no profile of its own. */
  | 'NO_PROFILE'
  /** The publisher paid the line back. */
  | 'PAID_BACK';

/** A disabled webhook endpoint that is to be told again. */
export type EnableWebhookEndpointInput = {
  /** Id of the endpoint, `whe_…`. */
  endpointId: Scalars['ID']['input'];
};

/** The end of a price list. */
export type EndPriceListInput = {
  /** The first instant at which it shall no longer hold; without it: at once. Not in the past, and not before it begins; the instant at which it begins keeps it from ever holding. May also move an end that has not come yet. */
  effectiveUntil?: InputMaybe<Scalars['DateTime']['input']>;
  /** Id of the list, `pl_…`, of the mode of the request. */
  priceListId: Scalars['ID']['input'];
  /** Why, for the audit trail: 1 to 1000 characters. */
  reason: Scalars['String']['input'];
};

/** Which session ends. */
export type EndSessionInput = {
  /** Id of one of your own sessions that is active, `ses_…`. */
  sessionId: Scalars['ID']['input'];
};

/** A person to be signed out everywhere. */
export type EndUserSessionsInput = {
  /** Why, for the audit trail: 1 to 1000 characters. */
  reason: Scalars['String']['input'];
  /** Id of the person, `usr_…`. */
  userId: Scalars['ID']['input'];
};

/** A grant to be given. */
export type GrantIntegrationInput = {
  /** The most that it may spend in one calendar month of the organization's time zone, in cents of the account's currency; null: no cap. */
  monthlySpendCapCents?: InputMaybe<Scalars['Cents']['input']>;
  /** Id of the organization, `org_…`. */
  organizationId: Scalars['ID']['input'];
  /** What it may do, for example `orders:write`; at least one scope. */
  scopes: Array<Scalars['String']['input']>;
  /** Id of the vendor that is to act for it, `vnd_…`. */
  vendorId: Scalars['ID']['input'];
};

/** The question whether an organization has an account already. */
export type InquireOrganizationInput = {
  /** City, up to 100 characters; null if you do not know. */
  city?: InputMaybe<Scalars['String']['input']>;
  /** Your e-mail address: the organization learns it, and can write to you. */
  contactEmail: Scalars['String']['input'];
  /** Your name, 1 to 200 characters: the organization learns it. */
  contactName: Scalars['String']['input'];
  /** What else to tell, up to 2000 characters; null for nothing. */
  message?: InputMaybe<Scalars['String']['input']>;
  /** Name of the organization, 1 to 200 characters. */
  organizationName: Scalars['String']['input'];
  /** State, two letters; null if you do not know. */
  state?: InputMaybe<Scalars['String']['input']>;
};

/** What became of a request for an integration. */
export type IntegrationRequestStatus =
  /** Live keys can be made. */
  | 'APPROVED'
  /** The publisher's staff have not decided yet; test keys work already. */
  | 'PENDING'
  /** No live keys; test keys go on working. */
  | 'REJECTED';

/** What became of an invitation. */
export type InvitationStatus =
  /** The person made the account, or proved to have one, and is a user of the organization. */
  | 'ACCEPTED'
  /** It was taken back; the link does not work. */
  | 'CANCELLED'
  /** The link ended unused. `resendInvitation` sends a new one, or the person is invited anew. */
  | 'EXPIRED'
  /** The link works. */
  | 'PENDING';

/** People to be invited to an organization: all of them, or none. */
export type InviteUsersInput = {
  /** Id of the organization, `org_…`. */
  organizationId: Scalars['ID']['input'];
  /** Why, up to 1000 characters; required of staff. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** The people, 1 to 100, each address once. */
  users: Array<UserInput>;
};

/** A license of a state. */
export type KnownLicenseInput = {
  /** Two letters of the state or territory, for example `IL`. */
  jurisdiction: Scalars['String']['input'];
  /** Number, 1 to 40 characters. */
  number: Scalars['String']['input'];
};

/** Anything known of a clinician: at least a last name, a number or a license. The more, the sooner the answer. */
export type KnownOfClinicianInput = {
  /** Date of birth, since 1900; null if unknown. Answers show the year only. */
  birthDate?: InputMaybe<Scalars['Date']['input']>;
  /** ECFMG number: 7 or 8 digits, hyphens are dropped; null if unknown. */
  ecfmgNumber?: InputMaybe<Scalars['String']['input']>;
  /** Employer or place of work, up to 200 characters; null if unknown. */
  employer?: InputMaybe<Scalars['String']['input']>;
  /** First name, up to 100 characters; null if unknown. */
  firstName?: InputMaybe<Scalars['String']['input']>;
  /** Year of graduation, from 1900 to this year; null if unknown. */
  graduationYear?: InputMaybe<Scalars['Int']['input']>;
  /** Profession; null if unknown. */
  kind?: InputMaybe<ClinicianKind>;
  /** Last name, up to 100 characters; null if unknown. */
  lastName?: InputMaybe<Scalars['String']['input']>;
  /** State licenses, present or past, at most 20; null for none. */
  licenses?: InputMaybe<Array<KnownLicenseInput>>;
  /** Medical school or PA program, up to 200 characters; null if unknown. */
  medicalSchool?: InputMaybe<Scalars['String']['input']>;
  /** Middle name or initial, up to 100 characters; null if unknown. */
  middleName?: InputMaybe<Scalars['String']['input']>;
  /** NCCPA number: 7 digits; null if unknown. */
  nccpaNumber?: InputMaybe<Scalars['String']['input']>;
  /** What else may help, up to 2000 characters; null for nothing. No health data, please. */
  note?: InputMaybe<Scalars['String']['input']>;
  /** National Provider Identifier, with the right check digit; null if unknown. */
  npi?: InputMaybe<Scalars['String']['input']>;
  /** Former and other names in full, at most 10, of up to 200 characters each; null for none. */
  otherNames?: InputMaybe<Array<Scalars['String']['input']>>;
  /** State of practice, two letters; null if unknown. */
  stateOfPractice?: InputMaybe<Scalars['String']['input']>;
};

/** Why money moved. */
export type LedgerEntryKind =
  /** The publisher corrected the account. */
  | 'ADJUSTMENT'
  /** Balance was moved to a subscription package. */
  | 'BALANCE_TRANSFER'
  /** Money was paid in. */
  | 'DEPOSIT'
  /** An order was paid. */
  | 'PURCHASE'
  /** An order, or part of one, was paid back. */
  | 'REFUND'
  /** An invoice of a subscription was paid. */
  | 'SUBSCRIPTION_PAYMENT';

/** What a file says of the records that are not in it. */
export type LoadScope =
  /** The file is all that the source knows: what is not in it is no longer reported. */
  | 'FULL'
  /** The file is what has changed: it says nothing of the others. */
  | 'UPDATE';

/** How far the load of a file has come. */
export type LoadState =
  /** All of the file is applied. */
  | 'COMPLETED'
  /** It ended with an error; loading the same file again goes on after what is applied. */
  | 'FAILED'
  /** It was stopped, or its process died; loading the same file again goes on with it. */
  | 'INTERRUPTED'
  /** It runs, or its process has died and nobody has loaded the source since. */
  | 'RUNNING';

/** What staff can decide about a lead. */
export type MatchLeadDecision =
  /** The exclusion is about the clinician. */
  | 'CONFIRMED'
  /** The exclusion is about somebody else. */
  | 'REJECTED';

/** What speaks for, and against, an exclusion being about a clinician. As long as a lead is open or reopened, "none reported" is not said of the clinician by its source, except where noted. */
export type MatchLeadReason =
  /** No NPI is published; first and last name and the exact birth date agree, of one clinician alone. */
  | 'NAME_AND_BIRTH_DATE'
  /** First and last name and the exact birth date agree, the NPIs differ. */
  | 'NAME_AND_BIRTH_DATE_WITH_OTHER_NPI'
  /** First and last name agree, birth dates do not contradict, and no number decides. */
  | 'NAME_ONLY'
  /** First and last name agree, the NPIs differ and no birth date decides: weak, so "none reported" is said all the same. */
  | 'NAME_WITH_OTHER_NPI'
  /** The NPI is that of the clinician, and neither name nor birth date contradicts. */
  | 'NPI'
  /** The NPI is that of the clinician, the birth date is not, whether or not the names agree: the sanction stands in the profile unless the lead is rejected. */
  | 'NPI_WITH_OTHER_BIRTH_DATE'
  /** The NPI is that of the clinician, first and last name are not: the sanction stands in the profile unless the lead is rejected. */
  | 'NPI_WITH_OTHER_NAME'
  /** First and last name and the exact birth date agree, of several clinicians. */
  | 'SEVERAL_WITH_NAME_AND_BIRTH_DATE';

/** What staff have decided about a lead. */
export type MatchLeadState =
  /** The exclusion is about the clinician: it is among the sanctions. */
  | 'CONFIRMED'
  /** A rule has settled it, nobody has decided: the exclusion is among the sanctions. Reject it to take a wrong one back. It goes by itself when the rule holds no longer. */
  | 'MATCHED'
  /** Nothing yet. It goes by itself when what is known settles the question. */
  | 'OPEN'
  /** The exclusion is not about the clinician. */
  | 'REJECTED'
  /** It was rejected, and by what is known since more speaks for it than then: decide again. The exclusion is not among the sanctions, and "none reported" is not said. */
  | 'REOPENED';

/** Two worlds that never touch. An API key belongs to one; a session says with the header `Gateway-Mode` which one a request sees, `LIVE` unless told. */
export type Mode =
  /** Real clinicians, real organizations, real money. */
  | 'LIVE'
  /** Fictional clinicians, sandbox organizations, play money. */
  | 'TEST';

/** Why a clinician is not monitored any more. */
export type MonitoringEndReason =
  /** The organization, or a vendor for it, stopped it; nothing was paid back. */
  | 'DISCONTINUED'
  /** Its term ran out. */
  | 'EXPIRED'
  /** Staff paid its price back. */
  | 'REFUNDED';

/** Which terms of monitoring: those for which all holds that is given. What is null or left out may be any. */
export type MonitoringFilter = {
  /** Those of this clinician, `cln_…`. */
  clinicianId?: InputMaybe<Scalars['ID']['input']>;
  /** Those that ended for this reason. */
  endReason?: InputMaybe<MonitoringEndReason>;
  /** Those that run, and end within so many times 24 hours from now, 0 to 745. */
  endingWithinDays?: InputMaybe<Scalars['Int']['input']>;
  /** Those that run now (true), or those that have ended (false). */
  running?: InputMaybe<Scalars['Boolean']['input']>;
};

/** As what a monitoring log is to be had. */
export type MonitoringLogFormat =
  /** RFC 4180 in UTF-8 with a head, for machines. */
  | 'CSV'
  /** Signed by the publisher, for people; of up to 5000 lines. */
  | 'PDF';

/** What a line of the monitoring log tells. New kinds may be added. */
export type MonitoringLogKind =
  /** A period was over: no change was noticed within it, or so many were. */
  | 'ATTESTED'
  /** What sources report of the clinician had changed, and the organization was told. */
  | 'CHANGED'
  /** The monitoring ended. */
  | 'ENDED'
  /** The organization was reminded that the monitoring is about to end. */
  | 'REMINDED'
  /** The monitoring of a clinician began. */
  | 'STARTED';

/** A legal, former or other name together with the date of birth. */
export type NameAndBirthDateInput = {
  /** Date of birth, exact. */
  birthDate: Scalars['Date']['input'];
  /** First name; case, accents, punctuation and repeated blanks do not matter. */
  firstName: Scalars['String']['input'];
  /** Last name; case, accents, punctuation and repeated blanks do not matter. */
  lastName: Scalars['String']['input'];
};

/** Who a clinician is whom the directory does not know yet: with a number, or else first name and date of birth. */
export type NewClinicianInput = {
  /** Date of birth; null if unknown. */
  birthDate?: InputMaybe<Scalars['Date']['input']>;
  /** City of practice, up to 100 characters; null if unknown. */
  city?: InputMaybe<Scalars['String']['input']>;
  /** Such as `MD`, `DO` or `PA-C`; null if unknown. */
  credential?: InputMaybe<Scalars['String']['input']>;
  /** ECFMG number of a physician; null if there is none. */
  ecfmgNumber?: InputMaybe<Scalars['String']['input']>;
  /** Legal first name, up to 100 characters; null if unknown. */
  firstName?: InputMaybe<Scalars['String']['input']>;
  /** Profession. */
  kind: ClinicianKind;
  /** Legal last name, 1 to 100 characters. */
  lastName: Scalars['String']['input'];
  /** Legal middle name or initial, up to 100 characters; null if unknown. */
  middleName?: InputMaybe<Scalars['String']['input']>;
  /** NCCPA number of a physician assistant; null if there is none. */
  nccpaNumber?: InputMaybe<Scalars['String']['input']>;
  /** National Provider Identifier; null if there is none. */
  npi?: InputMaybe<Scalars['String']['input']>;
  /** State of that city, two letters; null if unknown. */
  state?: InputMaybe<Scalars['String']['input']>;
  /** Such as `JR` or `III`; null if there is none. */
  suffix?: InputMaybe<Scalars['String']['input']>;
};

/** What staff note about a discrepancy report. */
export type NoteDiscrepancyInput = {
  /** Id of the discrepancy report, `dsc_…`. */
  discrepancyId: Scalars['ID']['input'];
  /** The note, 1 to 2000 characters; only staff see it. */
  note: Scalars['String']['input'];
  /** Why, 1 to 1000 characters: it goes into the audit trail. */
  reason: Scalars['String']['input'];
};

/** How an order was placed. */
export type OrderChannel =
  /** By a person. */
  | 'HUB'
  /** By software with an API key; such orders stand in the daily receipt. */
  | 'INTEGRATION';

/** Which orders: those for which all holds that is given. What is null or left out may be any; what is said of a clinician and of products must hold for one line. */
export type OrderFilter = {
  /** Placed in this way. */
  channel?: InputMaybe<OrderChannel>;
  /** With a line of this clinician, `cln_…`. */
  clinicianId?: InputMaybe<Scalars['ID']['input']>;
  /** What the first name of a clinician begins with, 1 to 100 characters; without case, accents, punctuation and blanks. Former and other names count too, and with `lastName` both must be of one name. */
  firstName?: InputMaybe<Scalars['String']['input']>;
  /** What the last name begins with, as `firstName`. */
  lastName?: InputMaybe<Scalars['String']['input']>;
  /** The one with this order number, `PO-` and 10 digits. */
  number?: InputMaybe<Scalars['String']['input']>;
  /** Paid in one of these ways. */
  paymentMethods?: InputMaybe<Array<PaymentMethod>>;
  /** Placed within this period; not together with `placedFrom` or `placedUntil`. */
  period?: InputMaybe<OrderPeriod>;
  /** Placed by this vendor, `vnd_…`, or this person, `usr_…`. */
  placedById?: InputMaybe<Scalars['ID']['input']>;
  /** Placed on this day or later; days are those of the organization's time zone. */
  placedFrom?: InputMaybe<Scalars['Date']['input']>;
  /** Placed on this day or earlier. */
  placedUntil?: InputMaybe<Scalars['Date']['input']>;
  /** With a line of one of these products. */
  products?: InputMaybe<Array<ProfileProduct>>;
  /** In one of these states. */
  statuses?: InputMaybe<Array<OrderStatus>>;
};

/** One line of an order. */
export type OrderItemInput = {
  /** Buy it even though the organization bought the same profile within the last 30 days. */
  allowDuplicate?: Scalars['Boolean']['input'];
  /** Id of the clinician, `cln_…`. */
  clinicianId: Scalars['ID']['input'];
  /** What to buy; must be for this kind of clinician. */
  product: ProfileProduct;
  /** Your own reference, printed on receipts; at most 200 characters. No personal data, please. */
  vendorReference?: InputMaybe<Scalars['String']['input']>;
};

/** A stretch of the calendar, by the organization's time zone now. New periods may be added. */
export type OrderPeriod =
  /** From the 1st of this month on. */
  | 'CURRENT_MONTH'
  /** From the 1st of January, April, July or October on, whichever was last. */
  | 'CURRENT_QUARTER'
  /** The calendar month before this one. */
  | 'PREVIOUS_MONTH'
  /** The three calendar months before the current quarter. */
  | 'PREVIOUS_QUARTER'
  /** From the 1st of January of this year on. */
  | 'YEAR_TO_DATE';

/** A roster of profiles that are to be ordered. */
export type OrderRosterInput = {
  /** Whether to look again although there is a preview of the same file for the organization, in the same format, whose result is still there. Without it, a file that was ordered is recognized, and not ordered a second time. */
  again?: Scalars['Boolean']['input'];
  /** Id of the organization for which it was created, `org_…`. */
  organizationId: Scalars['ID']['input'];
  /** How the result is written. */
  resultFormat: BulkResultFormat;
  /** Id of an upload of yours for ORDER_ROSTER that is complete, `upl_…`. It can be used once. */
  uploadId: Scalars['ID']['input'];
};

/** Where an order stands. */
export type OrderStatus =
  /** Cancelled by the publisher before it was completed. */
  | 'CANCELLED'
  /** Paid; its profiles can be read. */
  | 'COMPLETED'
  /** The payment failed; nothing was charged. */
  | 'FAILED'
  /** Waits for its payment. */
  | 'PENDING'
  /** Paid back by the publisher. */
  | 'REFUNDED';

/** A mailing address in the United States. */
export type OrganizationAddressInput = {
  /** City. */
  city: Scalars['String']['input'];
  /** ZIP code: five digits, or five and four (`60601-1234`). */
  postalCode: Scalars['String']['input'];
  /** State, two letters. */
  state: Scalars['String']['input'];
  /** Street or post office box, 1 to 3 lines. */
  street: Array<Scalars['String']['input']>;
};

/** What an organization had better see to. New codes may be added. */
export type OrganizationAdvisoryCode =
  /** Fewer than two administrators have made their accounts. */
  | 'SECOND_ADMINISTRATOR_RECOMMENDED';

/** Which of the clinicians whose profile the organization owns: those for whom all holds that is given. What is null or left out may be any. */
export type OwnedClinicianFilter = {
  /** One of these clinicians, `cln_…`, 1 to 250; ids of others are passed over. */
  clinicianIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** To be ordered again within so many days of today, 0 to 1830, by the organization's cycle and lead days; 0 for those that are already. */
  dueWithin?: InputMaybe<Scalars['Int']['input']>;
  /** What the first name begins with, 1 to 100 characters; without case, accents, punctuation and blanks. Former and other names count too, and with `lastName` both must be of one name. */
  firstName?: InputMaybe<Scalars['String']['input']>;
  /** Of this kind. */
  kind?: InputMaybe<ClinicianKind>;
  /** What the last name begins with, as `firstName`. */
  lastName?: InputMaybe<Scalars['String']['input']>;
  /** Whom the organization monitors now (true), or does not (false); null for both. */
  monitored?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whose last purchase was one of these products. */
  products?: InputMaybe<Array<ProfileProduct>>;
  /** Whose last purchase was on this day or later; days are those of the organization's time zone. */
  purchasedFrom?: InputMaybe<Scalars['Date']['input']>;
  /** Whose last purchase was on this day or earlier. */
  purchasedUntil?: InputMaybe<Scalars['Date']['input']>;
};

/** How an order is paid. More methods may be added. */
export type PaymentMethod =
  /** From the balance of the organization's account. */
  | 'ACCOUNT_BALANCE'
  /** By a card that a payment processor charges; changes no balance. */
  | 'CREDIT_CARD'
  /** From the allowance of the organization's subscription package; changes no balance. */
  | 'SUBSCRIPTION';

/** An order to be placed. */
export type PlaceOrderInput = {
  /** The card to charge, with `paymentMethod: CREDIT_CARD` and only then. Errors: INVALID_INPUT, CARD_NOT_CHARGED. */
  card?: InputMaybe<CardInput>;
  /** A text of your choice, new for each order you mean to place: 1 to 255 characters, a UUID for example. The same key with the same input gives the first order again and charges nothing, for at least 30 days; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** The lines, 1 to 250. */
  items: Array<OrderItemInput>;
  /** Id of the organization that buys, `org_…`. */
  organizationId: Scalars['ID']['input'];
  /** How to pay. */
  paymentMethod?: PaymentMethod;
  /** The number that the buyer's own books give the purchase: 1 to 50 characters in one line. No personal data, please. */
  purchaseOrderNumber?: InputMaybe<Scalars['String']['input']>;
  /** Id of the quote of a preview of the same lines by you, `quo_…`: its prices hold until it expires, whatever the price lists say by then. Null: the prices in force now. Errors: NOT_FOUND, QUOTE_EXPIRED, INVALID_INPUT for other lines. */
  quoteId?: InputMaybe<Scalars['ID']['input']>;
};

/** An order to be priced and checked; nothing is charged. */
export type PreviewOrderInput = {
  /** The lines, 1 to 250. */
  items: Array<OrderItemInput>;
  /** Id of the organization that buys, `org_…`. */
  organizationId: Scalars['ID']['input'];
  /** How to pay. */
  paymentMethod?: PaymentMethod;
};

/** What a product shall cost from a quantity on. */
export type PriceInput = {
  /** How many of the product an order must have, 1 to 250. Every product of a list needs a price from 1 on. */
  minimumQuantity: Scalars['Int']['input'];
  /** What is bought. */
  product: ProfileProduct;
  /** Of each one, in cents of the list's currency: 0 to 100000000. */
  unitPriceCents: Scalars['Cents']['input'];
};

/** What the link of a delivery leads to. */
export type ProfileDeliveryForm =
  /** A FHIR R4 bundle, as `createFhirLink` gives it. */
  | 'FHIR'
  /** One PDF. */
  | 'SINGLE'
  /** A ZIP archive with PDFs and a `manifest.json` with their SHA-256. */
  | 'ZIP';

/** How the link to official PDFs reaches whoever is to have them. */
export type ProfileDeliveryMethod =
  /** By e-mail, as a signed link that works for 7 days, to one of the organization's people who may read profiles. */
  | 'EMAIL'
  /** In the answer itself: a signed link that works for 15 minutes. */
  | 'LINK'
  /** As a signed link that works for 7 days in the event `profile.delivered`, to the software vendor's webhook endpoint. */
  | 'WEBHOOK';

/** What a notice of a profile is about. New ones may be added. */
export type ProfileNoticeCode =
  /** What accreditors do not accept from a profile alone, and for how long it is usable. */
  | 'ACCREDITATION'
  /** How, and until when, an error can be reported. */
  | 'DISCREPANCIES'
  /** SHA-256 (hex) of the content. */
  | 'FINGERPRINT'
  /** What "none reported" means. */
  | 'SANCTIONS'
  /** What a specialty that the clinician states means. */
  | 'SELF_DESIGNATED_SPECIALTIES'
  /** What is told of sources, and how dates are printed. */
  | 'SOURCES_AND_DATES'
  /** That everything in it is made up; in test mode only. */
  | 'TEST_MODE'
  /** Where anybody can check the document. */
  | 'VERIFICATION';

/** In which form official PDFs are delivered. */
export type ProfilePdfForm =
  /** A link for each PDF. */
  | 'SINGLE'
  /** One link to a ZIP archive with all PDFs and a `manifest.json` with their SHA-256. */
  | 'ZIP';

/** What can be ordered of a clinician. */
export type ProfileProduct =
  /** 24 months in which the organization is told of changes of a physician whose profile it owns, or buys in the same order. Delivers no profile of its own. */
  | 'CONTINUOUS_MONITORING'
  /** The whole profile of a physician. */
  | 'INITIAL_APPOINTMENT'
  /** The profile of a physician assistant. */
  | 'PA_PROFILE'
  /** What can change of a physician: addresses, phone, birth date, NPI, licenses, DEA, board certification, sanctions. */
  | 'REAPPOINTMENT';

/** A section of a profile; a field of `Profile` shows each. */
export type ProfileSectionCode =
  /** Major professional activity and self-designated specialties. */
  | 'ACTIVITY'
  /** Birth. */
  | 'BIRTH'
  /** Specialty board certification. */
  | 'BOARD_CERTIFICATIONS'
  /** DEA registration. */
  | 'DEA'
  /** ECFMG. */
  | 'ECFMG'
  /** Medical education. */
  | 'EDUCATION'
  /** State licenses. */
  | 'LICENSES'
  /** Mailing address. */
  | 'MAILING_ADDRESS'
  /** Membership status. */
  | 'MEMBERSHIP'
  /** Legal name and other names. */
  | 'NAMES'
  /** National board examination certification. */
  | 'NATIONAL_BOARDS'
  /** NCCPA certification. */
  | 'NCCPA'
  /** National Provider Identifier (NPI). */
  | 'NPI'
  /** Primary office address. */
  | 'OFFICE_ADDRESS'
  /** Primary office phone. */
  | 'OFFICE_PHONE'
  /** Physician assistant program. */
  | 'PA_PROGRAM'
  /** Sanctions and actions. */
  | 'SANCTIONS'
  /** Graduate medical training. */
  | 'TRAINING';

/** Whose reappointment profiles to put into a cart: of those named or of those who match, exactly one of the two. */
export type ReappointAllInput = {
  /** These clinicians, 1 to 250: the organization must own a profile of each. Null to choose otherwise. */
  clinicianIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** All who match, as the profile manager lists them: `{ dueWithin: 0 }` for all who are to be ordered already. Null to choose otherwise. */
  filter?: InputMaybe<OwnedClinicianFilter>;
  /** Id of the organization that is to buy, `org_…`. */
  organizationId: Scalars['ID']['input'];
};

/** Why the autopilot decided so, as a stable code to act on. New reasons may be added. */
export type ReappointmentDecisionReason =
  /** The approver approved the proposal. */
  | 'APPROVED'
  /** The approver cannot buy for the organization any more. */
  | 'APPROVER_UNAVAILABLE'
  /** The organization bought a profile of the clinician meanwhile. */
  | 'BOUGHT_OTHERWISE'
  /** It would have exceeded the budget of the month. */
  | 'BUDGET_EXCEEDED'
  /** The approver declined the proposal. */
  | 'DECLINED'
  /** The clinician is due, and nothing stood against it. */
  | 'DUE'
  /** The organization bought the same profile within the last 30 days. */
  | 'DUPLICATE_PURCHASE'
  /** The account balance did not cover it. */
  | 'INSUFFICIENT_FUNDS'
  /** No price list in force had a price of the product. */
  | 'NO_PRICE'
  /** Something else stood against the order; previewing it says what. */
  | 'REFUSED';

/** What became of a clinician who is due for reappointment. */
export type ReappointmentDecisionState =
  /** The approver declined; the autopilot leaves it alone until the next purchase. */
  | 'DECLINED'
  /** Ordered: by the autopilot, or because the approver approved. */
  | 'ORDERED'
  /** Waits for the approver. */
  | 'PROPOSED'
  /** Not ordered and not proposed; the autopilot considers it again the next night. */
  | 'SKIPPED'
  /** Not needed any more: the organization bought a profile of the clinician otherwise. */
  | 'WITHDRAWN';

/** What became of the e-mail of a receipt. */
export type ReceiptEmailStatus =
  /** No recipient could be reached; the receipt can be read here. */
  | 'FAILED'
  /** Kept by a gateway without a mail server, as in development. */
  | 'KEPT'
  /** Not at every recipient yet; it is tried again for days if need be. */
  | 'QUEUED'
  /** The recipients' mail server took it for at least one of them, and all are settled. */
  | 'SENT';

/** A correction of an account. */
export type RecordAdjustmentInput = {
  /** By how much, in cents of the account's currency: 1 to 100000000 in favor of the organization, or as much below zero; not 0. */
  amountCents: Scalars['Cents']['input'];
  /** A text of your choice, new for each correction: 1 to 255 characters. The same key with the same input gives the first one again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** Id of the organization, `org_…`; it must have an account. */
  organizationId: Scalars['ID']['input'];
  /** Why, for the audit trail: 1 to 1000 characters. */
  reason: Scalars['String']['input'];
  /** What the organization reads in its ledger: 1 to 100 characters. No personal data, please. */
  text: Scalars['String']['input'];
};

/** Money that came in. */
export type RecordDepositInput = {
  /** How much, in cents of the account's currency: 1 to 100000000. A first deposit opens an account in US dollars. */
  amountCents: Scalars['Cents']['input'];
  /** A text of your choice, new for each deposit: 1 to 255 characters, a UUID for example. The same key with the same input gives the first deposit again and moves no money; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** Id of the organization whose money it is, `org_…`. */
  organizationId: Scalars['ID']['input'];
  /** Why, for the audit trail: 1 to 1000 characters. */
  reason: Scalars['String']['input'];
  /** Number of the check or of the wire transfer, printed in the ledger: 1 to 100 characters. */
  reference: Scalars['String']['input'];
};

/** An invoice of a subscription that was paid. */
export type RecordSubscriptionPaymentInput = {
  /** How much, in cents of the account's currency: 1 to what is due. */
  amountCents: Scalars['Cents']['input'];
  /** A text of your choice, new for each one: 1 to 255 characters. The same key with the same input gives the first result again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** Number of the invoice, 1 to 100 characters. */
  invoice: Scalars['String']['input'];
  /** Id of the organization, `org_…`. */
  organizationId: Scalars['ID']['input'];
  /** Why, for the audit trail: 1 to 1000 characters. */
  reason: Scalars['String']['input'];
  /** Id of its subscription, `sub_…`. */
  subscriptionId: Scalars['ID']['input'];
};

/** What is exchanged for new tokens. */
export type RefreshSessionInput = {
  /** The refresh token that came last, `pgr_…`. */
  refreshToken: Scalars['String']['input'];
};

/** What is to be paid back of an order. */
export type RefundOrderInput = {
  /** A text of your choice, new for each refund: 1 to 255 characters, a UUID for example. The same key with the same input gives the first refund again and moves no money; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** Id of the order, `ord_…`, in the mode of the request; it is completed. */
  orderId: Scalars['ID']['input'];
  /** Ids of the lines to be paid back, `item_…`; null: all that were not paid back before. */
  orderItemIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Why, for the audit trail: 1 to 1000 characters. */
  reason: Scalars['String']['input'];
};

/** A suspended vendor that may work again. */
export type ReinstateVendorInput = {
  /** Why, 1 to 1000 characters, for the audit trail. */
  reason: Scalars['String']['input'];
  /** Id of the vendor, `vnd_…`. */
  vendorId: Scalars['ID']['input'];
};

/** A change request to be rejected. */
export type RejectChangeRequestInput = {
  /** Id of the change request, `chg_…`. */
  changeRequestId: Scalars['ID']['input'];
  /** Something to tell whoever asked, up to 1000 characters: it is mailed to them; null for nothing. */
  note?: InputMaybe<Scalars['String']['input']>;
  /** Why, up to 1000 characters, for the audit trail; required of staff. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** A request for an integration that staff reject. */
export type RejectIntegrationRequestInput = {
  /** Id of the request, `irq_…`. */
  integrationRequestId: Scalars['ID']['input'];
  /** Why, 1 to 1000 characters; kept in the audit trail, and mailed to the organization's administrators. */
  reason: Scalars['String']['input'];
};

/** What to take out of a cart. */
export type RemoveFromCartInput = {
  /** Ids of the lines, `line_…`, 1 to 250. */
  itemIds: Array<Scalars['ID']['input']>;
  /** Id of the organization whose cart it is, `org_…`. */
  organizationId: Scalars['ID']['input'];
};

/** A user who leaves an organization. */
export type RemoveUserInput = {
  /** Id of the organization, `org_…`. */
  organizationId: Scalars['ID']['input'];
  /** Why, up to 1000 characters; required of staff. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Id of the person, `usr_…`. */
  userId: Scalars['ID']['input'];
};

/** A person who is no longer to manage a vendor. */
export type RemoveVendorMemberInput = {
  /** Why, 1 to 1000 characters, for the audit trail; required of staff. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Id of the membership, `vmb_…`. */
  vendorMemberId: Scalars['ID']['input'];
};

/** An event to be sent to an endpoint again. */
export type ReplayWebhookInput = {
  /** Id of the endpoint, `whe_…`; an active one. */
  endpointId: Scalars['ID']['input'];
  /** Id of the event, `evt_…`; not older than 30 days. */
  eventId: Scalars['ID']['input'];
};

/** Events to be sent to an endpoint again: those that it asks for now, and those it was sent. */
export type ReplayWebhooksInput = {
  /** Id of the endpoint, `whe_…`; an active one. */
  endpointId: Scalars['ID']['input'];
  /** The first moment; at most 30 days ago. */
  from: Scalars['DateTime']['input'];
  /** Whether those that the endpoint has are sent again too; else those that failed, or that it missed while it was disabled. */
  includeDelivered?: Scalars['Boolean']['input'];
  /** The first moment after the last one; null: now. */
  until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** More about a discrepancy report of yours. */
export type ReplyToDiscrepancyInput = {
  /** Id of the discrepancy report, `dsc_…`. */
  discrepancyId: Scalars['ID']['input'];
  /** Id of an upload of yours for DISCREPANCY_EVIDENCE that is complete, `upl_…`. It can be used once. Null for none. */
  evidenceUploadId?: InputMaybe<Scalars['ID']['input']>;
  /** What you have to say, 1 to 2000 characters. */
  message: Scalars['String']['input'];
};

/** What in a bought profile is wrong, and why. */
export type ReportDiscrepancyInput = {
  /** Number of the document in which it stands, `PD-` and 10 digits: the line's own, that of the last notice about the clinician, or one that was corrected. Null: the line's own. */
  documentNumber?: InputMaybe<Scalars['ID']['input']>;
  /** Id of an upload of yours for DISCREPANCY_EVIDENCE that is complete, `upl_…`. It can be used once. Null for none. */
  evidenceUploadId?: InputMaybe<Scalars['ID']['input']>;
  /** A key of your own for this report, 1 to 255 characters. The same key with the same arguments gives the same report again, also years later; with other arguments IDEMPOTENCY_KEY_REUSED. */
  idempotencyKey: Scalars['String']['input'];
  /** Id of the order line with which the profile was bought, `item_…`. */
  orderItemId: Scalars['ID']['input'];
  /** Where in the section: the position of the element among `elements`, from 0, and the field of it that is meant; `0.status`, or `0` for the element as a whole. Null for something that is missing in the section. */
  path?: InputMaybe<Scalars['String']['input']>;
  /** What it says there, as the text of `ProfileFieldChange`; of an element as a whole, what `ProfileElementChange.element` calls it. It is compared with the document, so that both mean the same. Null where it says nothing. */
  says?: InputMaybe<Scalars['String']['input']>;
  /** In which section; one that the product includes. */
  section: ProfileSectionCode;
  /** What it should say, 1 to 2000 characters. Null if it should not be there at all. */
  shouldSay?: InputMaybe<Scalars['String']['input']>;
  /** Why, 1 to 2000 characters. No health data, please. */
  why: Scalars['String']['input'];
};

/** Another e-mail address, and so another user name, for yourself. */
export type RequestEmailChangeInput = {
  /** Your password: a session alone is not enough for this. */
  currentPassword: Scalars['String']['input'];
  /** The address to sign in with, once it is confirmed; kept in lower case. */
  newEmail: Scalars['String']['input'];
};

/** A request for an integration of an organization's own software. */
export type RequestIntegrationInput = {
  /** What it is for; at most 2000 characters. Null: nothing to say. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** Id of the organization, `org_…`. */
  organizationId: Scalars['ID']['input'];
  /** Name of the software, as orders will print it; 1 to 200 characters in one line. */
  softwareName: Scalars['String']['input'];
  /** Their e-mail address. */
  technicalContactEmail: Scalars['String']['input'];
  /** Whom staff can ask about it; 1 to 200 characters in one line. */
  technicalContactName: Scalars['String']['input'];
};

/** A new organization that an administrator of another one asks for. */
export type RequestOrganizationInput = {
  /** Mailing address; null for none. */
  address?: InputMaybe<OrganizationAddressInput>;
  /** Sandbox or real, as the request is (`Gateway-Mode`); null for its mode. */
  mode?: InputMaybe<Mode>;
  /** Name as printed on orders and receipts, 1 to 200 characters. */
  name: Scalars['String']['input'];
  /** Telephone number with at least 7 digits; null for none. */
  phone?: InputMaybe<Scalars['String']['input']>;
  /** What it is needed for, up to 1000 characters; null for nothing. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** IANA name of its time zone, for example `America/Chicago`. */
  timeZone: Scalars['String']['input'];
};

/** For whom a new password is asked. */
export type RequestPasswordResetInput = {
  /** E-mail address that the person signs in with; in any case of letters. */
  email: Scalars['String']['input'];
};

/** A request to find out who a clinician is. */
export type RequestResearchInput = {
  /** What you know of the clinician. */
  known: KnownOfClinicianInput;
  /** Id of the organization for which you ask, `org_…`. */
  organizationId: Scalars['ID']['input'];
  /** By what you looked in vain, as `ClinicianSearchResult.researchDraft` says; null if you did not. */
  searchedBy?: InputMaybe<ClinicianCriterionKind>;
  /** Your own reference; at most 200 characters. It stands in e-mails: no personal data, please. */
  vendorReference?: InputMaybe<Scalars['String']['input']>;
};

/** Who took a step of a research request. */
export type ResearchRequestEventActor =
  /** One of the publisher's staff. */
  | 'STAFF'
  /** The gateway by itself. */
  | 'SYSTEM'
  /** A person of the organization. */
  | 'USER'
  /** Software with an API key. */
  | 'VENDOR';

/** A step of a research request. */
export type ResearchRequestEventKind =
  /** An answer was promised for a later day. */
  | 'DELAYED'
  /** The clinician was found. */
  | 'FOUND'
  /** The clinician could not be found. */
  | 'NOT_FOUND'
  /** It was asked for. */
  | 'REQUESTED'
  /** Staff took it up. */
  | 'STARTED'
  /** It was taken back. */
  | 'WITHDRAWN';

/** How far a research request has come. */
export type ResearchRequestState =
  /** The clinician was found and can be ordered. */
  | 'FOUND'
  /** The publisher's staff are at it. */
  | 'IN_PROGRESS'
  /** The clinician could not be found; the request says why. */
  | 'NOT_FOUND'
  /** Nobody has taken it up yet. */
  | 'OPEN'
  /** The requester took it back. */
  | 'WITHDRAWN';

/** Which receipt is to be sent again. */
export type ResendDailyReceiptInput = {
  /** The receipt's day, in the organization's time zone. */
  day: Scalars['Date']['input'];
  /** A text of your own, 1 to 255 characters, the same when you repeat the call: the receipt is then sent again once. */
  idempotencyKey: Scalars['String']['input'];
  /** Id of the organization, `org_…`. */
  organizationId: Scalars['ID']['input'];
};

/** An invitation to be sent again. */
export type ResendInvitationInput = {
  /** Id of the invitation, `inv_…`. */
  invitationId: Scalars['ID']['input'];
  /** Why, up to 1000 characters; required of staff. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** A new password for whom the link was mailed to. */
export type ResetPasswordInput = {
  /** The password from now on, 15 to 256 characters, of any kind; not one that others would try first. */
  newPassword: Scalars['String']['input'];
  /** The last part of the link in the e-mail, 43 characters. */
  token: Scalars['String']['input'];
};

/** Which sandbox organization to begin anew with. */
export type ResetSandboxOrganizationInput = {
  /** Id of the sandbox organization, `org_…`. */
  organizationId: Scalars['ID']['input'];
};

/** A failed job to be put back. */
export type RetryJobInput = {
  /** Id of the job. */
  jobId: Scalars['ID']['input'];
  /** Why, for the audit trail: 1 to 1000 characters. */
  reason: Scalars['String']['input'];
};

/** An API key that is to end. */
export type RevokeApiKeyInput = {
  /** Id of the key, `key_…`. */
  apiKeyId: Scalars['ID']['input'];
  /** Why, 1 to 1000 characters, for the audit trail; required of staff. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** Which delivery is to end. */
export type RevokeDeliveryInput = {
  /** Id of the delivery, `dlv_…`. */
  deliveryId: Scalars['ID']['input'];
};

/** A grant to be taken back. */
export type RevokeGrantInput = {
  /** Id of the grant, `grant_…`. */
  grantId: Scalars['ID']['input'];
};

/** What a person is in an organization; somebody can be both. */
export type Role =
  /** Manages users, data, integrations and change requests. Does not buy without the other role. */
  | 'ORGANIZATION_ADMINISTRATOR'
  /** Searches clinicians and buys profiles for the organization. */
  | 'PROFILES_USER';

/** How the orders of a roster are paid. Cards are not taken for many orders in the background. */
export type RosterPaymentMethod =
  /** From the balance of the organization's account. */
  | 'ACCOUNT_BALANCE'
  /** From the allowance of the organization's subscription package. */
  | 'SUBSCRIPTION';

/** An API key that is to get a successor. */
export type RotateApiKeyInput = {
  /** Id of the key, `key_…`; it still has to work. */
  apiKeyId: Scalars['ID']['input'];
  /** For how many hours the old key goes on working, 0 to 720; never longer than it would have. */
  overlapHours?: Scalars['Int']['input'];
};

/** A webhook endpoint that is to get another secret. */
export type RotateWebhookSecretInput = {
  /** Id of the endpoint, `whe_…`. */
  endpointId: Scalars['ID']['input'];
  /** For how many hours requests are signed with the old secret too, 0 to 720. */
  overlapHours?: Scalars['Int']['input'];
};

/** Who sanctions. */
export type SanctionKind =
  /** The Drug Enforcement Administration. */
  | 'DEA'
  /** Exclusion from federal health care programs. */
  | 'MEDICARE_MEDICAID'
  /** A state licensing board. */
  | 'STATE_BOARD'
  /** One of the uniformed services. */
  | 'UNIFORMED_SERVICES';

/** A test event to be sent. */
export type SendTestWebhookInput = {
  /** Id of the endpoint, `whe_…`; an active one. */
  endpointId: Scalars['ID']['input'];
};

/** Why a session ended. New reasons may be added. */
export type SessionEndReason =
  /** The e-mail address of the account was changed. */
  | 'EMAIL_CHANGED'
  /** The person ended it from another session. */
  | 'ENDED_BY_OWNER'
  /** The publisher's staff ended it. */
  | 'ENDED_BY_STAFF'
  /** It was not refreshed in time, or had lasted as long as a session may. */
  | 'EXPIRED'
  /** The password of the account was changed. */
  | 'PASSWORD_CHANGED'
  /** One of its refresh tokens came a second time, as if it had been stolen. */
  | 'REFRESH_TOKEN_REUSED'
  /** The person signed out of it. */
  | 'SIGNED_OUT'
  /** The person signed in again: an account has one active session at a time. */
  | 'SUPERSEDED';

/** How an organization reappoints from now on: all of it, nothing stays as it was. */
export type SetReappointmentPolicyInput = {
  /** Id of the person, `usr_…`, who decides about proposals and in whose name it orders: one of the organization who buys. Needed unless it is `OFF`. */
  approverId?: InputMaybe<Scalars['ID']['input']>;
  /** What the gateway does by itself. */
  autopilot?: Autopilot;
  /** Months from one profile of a clinician to the next, 1 to 60. */
  cycleMonths?: Scalars['Int']['input'];
  /** So many days before the end of the cycle the new profile is to be ordered, 0 to 365. */
  leadDays?: Scalars['Int']['input'];
  /** The most that the autopilot may order and propose in a calendar month of the organization, 0 to 1000000000000 cents; needed unless it is `OFF`. */
  monthlyBudgetCents?: InputMaybe<Scalars['Cents']['input']>;
  /** Id of the organization, `org_…`. */
  organizationId: Scalars['ID']['input'];
};

/** Who gets an organization's daily receipts besides its administrators. */
export type SetReceiptRecipientsInput = {
  /** Id of the organization, `org_…`. */
  organizationId: Scalars['ID']['input'];
  /** Ids, `usr_…`, of users of the organization, at most 20; who is not among them gets no more. Empty for the administrators alone. */
  userIds: Array<Scalars['ID']['input']>;
};

/** Who signs in. */
export type SignInInput = {
  /** E-mail address of the account, in any case. */
  email: Scalars['String']['input'];
  /** Password of the account, up to 256 characters. */
  password: Scalars['String']['input'];
};

/** How a person proved who they are. */
export type SignInMethod =
  /** By an account with an OpenID Connect provider. */
  | 'OPENID'
  /** By e-mail address and password. */
  | 'PASSWORD';

/** What ends with a sign-out. */
export type SignOutInput = {
  /** Id of the session of this request, to be sure that it is the one; it ends anyway without. */
  sessionId?: InputMaybe<Scalars['ID']['input']>;
};

/** Which fictional clinician `simulateClinicianChange` is to change. */
export type SimulateClinicianChangeInput = {
  /** Id of a fictional clinician with a license, `cln_…`. */
  clinicianId: Scalars['ID']['input'];
  /** Id of a sandbox organization of yours, `org_…`. */
  organizationId: Scalars['ID']['input'];
};

/** Whether the directory has the newest file of a source, as far as its cadence tells. */
export type SourceFreshness =
  /** Its newest file is not older than the cadence and 7 days. */
  | 'FRESH'
  /** No file of it was ever loaded; the invented sources of test mode come without files. */
  | 'NEVER_LOADED'
  /** Its newest file is older: another one is overdue. */
  | 'STALE';

/** A roster that is to be looked up. */
export type StartClinicianLookupInput = {
  /** Whether to look again although the same file was looked up for the organization, in the same format, and its result is still there: the directory may know more by now. */
  again?: Scalars['Boolean']['input'];
  /** Id of the organization for which it was created, `org_…`. */
  organizationId: Scalars['ID']['input'];
  /** How the result is written. */
  resultFormat: BulkResultFormat;
  /** Id of an upload of yours for CLINICIAN_ROSTER that is complete, `upl_…`. It can be used once. */
  uploadId: Scalars['ID']['input'];
};

/** Which research request to take up. */
export type StartResearchInput = {
  /** Why, 1 to 1000 characters: it goes into the audit trail. */
  reason: Scalars['String']['input'];
  /** Id of the research request, `rrq_…`. */
  researchRequestId: Scalars['ID']['input'];
};

/** As what a month of account activity is to be had. */
export type StatementFormat =
  /** RFC 4180 in UTF-8 with a head, for machines. */
  | 'CSV'
  /** Signed by the publisher, for people; of months of up to 5000 transactions. */
  | 'PDF';

/** Where a subscription stands in its term. */
export type SubscriptionState =
  /** Its term runs: orders can be paid from its allowance. */
  | 'ACTIVE'
  /** Its term is over; what was left of the allowance is gone with it. */
  | 'ENDED'
  /** Its term has not begun. */
  | 'UPCOMING';

/** A vendor that is to be suspended. */
export type SuspendVendorInput = {
  /** Why, 1 to 1000 characters, for the audit trail; the people of the vendor see it too. */
  reason: Scalars['String']['input'];
  /** Id of the vendor, `vnd_…`. */
  vendorId: Scalars['ID']['input'];
};

/** Which discrepancy report staff take up, and why. */
export type TakeDiscrepancyInput = {
  /** Id of the discrepancy report, `dsc_…`. */
  discrepancyId: Scalars['ID']['input'];
  /** Why, 1 to 1000 characters: it goes into the audit trail. */
  reason: Scalars['String']['input'];
};

/** Where graduate medical training stands. */
export type TrainingStatus =
  /** Going on. */
  | 'ACTIVE'
  /** Completed. */
  | 'COMPLETED'
  /** Ended by the program. */
  | 'DISMISSED'
  /** Has not begun yet. */
  | 'FUTURE_START'
  /** Interrupted. */
  | 'LEAVE_OF_ABSENCE'
  /** Ended by the trainee. */
  | 'WITHDRAWN';

/** Whether a transaction was posted. Its amount counts from the moment that it was entered, either way. */
export type TransactionStatus =
  /** Entered; the nightly posting has yet to come, within 24 hours. */
  | 'PENDING'
  /** Posted. */
  | 'POSTED';

/** Balance that shall pay for a subscription. */
export type TransferBalanceInput = {
  /** How much, in cents of the account's currency: 1 to what is due; without it the whole balance, or as much of it as is due. */
  amountCents?: InputMaybe<Scalars['Cents']['input']>;
  /** A text of your choice, new for each one: 1 to 255 characters. The same key with the same input gives the first result again; with another input it is refused. */
  idempotencyKey: Scalars['String']['input'];
  /** Id of the organization, `org_…`. */
  organizationId: Scalars['ID']['input'];
  /** Id of its subscription, `sub_…`. */
  subscriptionId: Scalars['ID']['input'];
};

/** A link of your account that shall be taken away. */
export type UnlinkOpenIdIdentityInput = {
  /** Your password: a session alone is not enough for this. */
  currentPassword: Scalars['String']['input'];
  /** Issuer identifier of the provider, as `Viewer.openIdIdentities` names it. */
  issuer: Scalars['String']['input'];
};

/** What is to be changed of an API key; what is missing stays. */
export type UpdateApiKeyInput = {
  /** Up to 50 IPv4 or IPv6 addresses or CIDR ranges, for example `192.0.2.10` or `2001:db8::/48`, from which alone it may be used from the next request on; empty: from everywhere. Null: as it was. */
  allowedAddresses?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Id of the key, `key_…`. */
  apiKeyId: Scalars['ID']['input'];
  /** The monthly spend cap in cents. Null lifts it; missing: as it was. */
  monthlySpendCapCents?: InputMaybe<Scalars['Cents']['input']>;
  /** What people call it; 1 to 200 characters in one line. Null: as it was. */
  name?: InputMaybe<Scalars['String']['input']>;
};

/** How a line of a cart is to be; what is left out stays. */
export type UpdateCartItemInput = {
  /** Buy it even though the organization bought the same profile within the last 30 days. Null stays. */
  allowDuplicate?: InputMaybe<Scalars['Boolean']['input']>;
  /** Id of the line, `line_…`. */
  itemId: Scalars['ID']['input'];
  /** Id of the organization whose cart it is, `org_…`. */
  organizationId: Scalars['ID']['input'];
  /** Your own reference, at most 200 characters; null takes it away. */
  vendorReference?: InputMaybe<Scalars['String']['input']>;
};

/** An organization's data to be changed; what is left out stays. */
export type UpdateOrganizationInput = {
  /** Mailing address; null takes it away. */
  address?: InputMaybe<OrganizationAddressInput>;
  /** Name as printed on orders and receipts, 1 to 200 characters; null leaves it. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** Id of the organization, `org_…`. */
  organizationId: Scalars['ID']['input'];
  /** Telephone number with at least 7 digits, an extension behind `x` if need be; null takes it away. */
  phone?: InputMaybe<Scalars['String']['input']>;
  /** Why, up to 1000 characters; required of staff. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** IANA name of its time zone, for example `America/Chicago`; null leaves it. Its days begin and end there from now on. */
  timeZone?: InputMaybe<Scalars['String']['input']>;
};

/** What is to be changed of a vendor; what is missing stays. */
export type UpdateVendorInput = {
  /** Where staff reach it; null: nowhere. Staff only. Missing: as it was. */
  contactEmail?: InputMaybe<Scalars['String']['input']>;
  /** What the software does, at most 2000 characters; null or blank: none. Missing: as it was. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** Whether the public directory names it; of software providers only. Staff only. Null or missing: as it was. */
  listed?: InputMaybe<Scalars['Boolean']['input']>;
  /** Name as orders and receipts print it from now on; 1 to 200 characters in one line. Staff only. Null or missing: as it was. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** Why, 1 to 1000 characters, for the audit trail; required of staff. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Id of the vendor, `vnd_…`. */
  vendorId: Scalars['ID']['input'];
  /** Address of its website, `https://…`, at most 300 characters; null or blank: none. Missing: as it was. */
  website?: InputMaybe<Scalars['String']['input']>;
};

/** What is to be changed of a webhook endpoint; what is missing stays. */
export type UpdateWebhookEndpointInput = {
  /** What people call it, at most 200 characters; null: nothing to say. Missing: as it was. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** Id of the endpoint, `whe_…`. */
  endpointId: Scalars['ID']['input'];
  /** Of which types of events it is to be told, for example `order.completed`; at least one. Null: of all. Missing: as it was. */
  types?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Where the requests go, those that wait included: `https://…` on a host of the public internet, port 443 or one from 1024 on, without user name, password and fragment; at most 2000 characters. Null or missing: as it was. */
  url?: InputMaybe<Scalars['String']['input']>;
};

/** What a file is uploaded for; decides what it may be and how large. */
export type UploadPurpose =
  /** A list of clinicians for `startClinicianLookup`: CSV (`text/csv`) or JSON Lines (`application/jsonl` or `application/x-ndjson`) in UTF-8, up to 32 MB (33,554,432 bytes). Needs the scope `clinicians:read`. */
  | 'CLINICIAN_ROSTER'
  /** A file that goes with a discrepancy report, for `reportDiscrepancy` and `replyToDiscrepancy`: PDF (`application/pdf`), PNG (`image/png`) or JPEG (`image/jpeg`) by its content, up to 10 MB (10,485,760 bytes). Needs the scope `discrepancies:write`. */
  | 'DISCREPANCY_EVIDENCE'
  /** A list of profiles for `orderRoster`, in the same formats, up to 8 MB (8,388,608 bytes). Needs the scope `orders:write`. */
  | 'ORDER_ROSTER';

/** How far an upload has come. */
export type UploadState =
  /** The file is there, for a day unless something uses it. */
  | 'COMPLETED'
  /** The file has not come, or not all of it. */
  | 'PENDING'
  /** Something was started with the file; it can be used once. */
  | 'USED';

/** What is wrong with a request, as a stable code to act on. New codes may be added. */
export type UserErrorCode =
  /** More profiles than are left of the subscription. */
  | 'ALLOWANCE_EXHAUSTED'
  /** It is not pending any more: decided, expired or taken back. */
  | 'ALREADY_DECIDED'
  /** It has ended, in whatever way, and cannot be cancelled any more. */
  | 'ALREADY_ENDED'
  /** There is one already, and only one can be. */
  | 'ALREADY_EXISTS'
  /** The organization monitors the clinician now, or an order of it waits for its payment, or the request has it twice. It can be bought again when it has ended. */
  | 'ALREADY_MONITORED'
  /** An open discrepancy report of the organization is about the same thing; the message tells its number. */
  | 'ALREADY_REPORTED'
  /** It would exceed the monthly budget of the organization's reappointment policy. */
  | 'BUDGET_EXCEEDED'
  /** The card of the order was declined, or its payment called off: nothing was charged. The order is there, and `FAILED`. */
  | 'CARD_NOT_CHARGED'
  /** The cart was changed since the version that is named: look at it again. */
  | 'CART_CHANGED'
  /** What was to change has changed since the change was asked for. It stays pending: reject it and have it asked for again. */
  | 'CHANGE_OUTDATED'
  /** No clinician has this id in the mode of the request. */
  | 'CLINICIAN_NOT_FOUND'
  /** The directory says still what the profile says: there is nothing that a corrected profile could say. */
  | 'DIRECTORY_UNCHANGED'
  /** The last day on which a discrepancy of this profile could be reported is over; the message tells the date. */
  | 'DISCREPANCY_WINDOW_CLOSED'
  /** The organization bought this profile within the last 30 days, or the request has it twice. Say `allowDuplicate: true` to buy it all the same. */
  | 'DUPLICATE_PURCHASE'
  /** The idempotency key was used before, with other arguments. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** The product is not for this kind of clinician. */
  | 'INELIGIBLE_PRODUCT'
  /** The account balance does not cover the total. */
  | 'INSUFFICIENT_FUNDS'
  /** E-mail address and password do not belong together (an unknown address answers the same), or a token is none of ours. */
  | 'INVALID_CREDENTIALS'
  /** A value has not the form that its field asks for. */
  | 'INVALID_INPUT'
  /** Every organization keeps at least one administrator, and so does the publisher among its staff. */
  | 'LAST_ADMINISTRATOR'
  /** A software provider keeps at least one of the people who manage it. */
  | 'LAST_MEMBER'
  /** There are as many of them as the gateway keeps at a time. */
  | 'LIMIT_REACHED'
  /** The link was used, has expired, was replaced by a newer one, or never was. */
  | 'LINK_INVALID'
  /** Live keys are made once the publisher's staff have approved the integration. */
  | 'LIVE_NOT_APPROVED'
  /** The thing named does not exist for this caller: unknown and foreign things answer the same. */
  | 'NOT_FOUND'
  /** The order was never paid, or what is named was paid back before. */
  | 'NOT_REFUNDABLE'
  /** No price list in force has a price of this product for the organization. */
  | 'NO_PRICE'
  /** No subscription of the organization runs now. */
  | 'NO_SUBSCRIPTION'
  /** The OpenID provider does not answer as it should; nothing was changed. */
  | 'OPENID_UNAVAILABLE'
  /** Orders cannot be paid in this way here and now. */
  | 'PAYMENT_METHOD_UNAVAILABLE'
  /** The profile cannot be handed out: its order is not completed, or its price was paid back. */
  | 'PROFILE_NOT_AVAILABLE'
  /** Monitoring is of a clinician whose profile the organization owns, or buys in the same order: neither is so. */
  | 'PROFILE_NOT_OWNED'
  /** The prices of the quote are not honoured any more: preview the order again. */
  | 'QUOTE_EXPIRED'
  /** The session has ended; the message tells why and when. Sign in again. */
  | 'SESSION_ENDED'
  /** The order would take the vendor past the monthly spend cap of the organization's grant, or of the key. */
  | 'SPEND_CAP_EXCEEDED'
  /** The file of the upload has not come, or something was started with it, or it was deleted. */
  | 'UPLOAD_UNUSABLE'
  /** A person with this e-mail address belongs to the organization, or is invited. */
  | 'USER_ALREADY_ADDED'
  /** The password is too short, too long, or one that others would try first. */
  | 'WEAK_PASSWORD';

/** A person to be added to an organization. */
export type UserInput = {
  /** One plain e-mail address; upper and lower case are the same. */
  email: Scalars['String']['input'];
  /** Full name, 1 to 200 characters; the person can correct it when accepting. */
  fullName: Scalars['String']['input'];
  /** At least one role. */
  roles: Array<Role>;
};

/** Whose software it is that integrates. */
export type VendorKind =
  /** One organization's own software; it acts for that organization only. */
  | 'PROPRIETARY'
  /** A credentialing software vendor that serves many organizations. */
  | 'SOFTWARE';

/** How far an event has come on its way to one endpoint. */
export type WebhookDeliveryState =
  /** It was not to be sent any more: the organization took the grant back, or the link ended. */
  | 'CANCELLED'
  /** The endpoint answered 2xx. */
  | 'DELIVERED'
  /** Every attempt failed; it can be replayed. */
  | 'FAILED'
  /** It is to be sent, for the first time or again; or its endpoint is disabled. */
  | 'WAITING';

/** Why nothing is sent to an endpoint. */
export type WebhookDisabledReason =
  /** The vendor asked for it. */
  | 'ASKED'
  /** Nothing had got through to it for days. */
  | 'FAILING'
  /** It answered 410. */
  | 'GONE';

/** Whether an endpoint is told anything. */
export type WebhookEndpointState =
  /** It is told of what it asked for. */
  | 'ACTIVE'
  /** Nothing is sent to it; what happens meanwhile can be replayed once it is enabled. */
  | 'DISABLED';

/** Why an attempt to reach an endpoint failed. */
export type WebhookProblem =
  /** Its host name leads to an address that is not public; nothing was sent there. */
  | 'ADDRESS_REFUSED'
  /** What it answered is no HTTP, or its head is too large. */
  | 'ANSWER_MALFORMED'
  /** TLS failed: the certificate is not valid for the host, or not trusted. */
  | 'CERTIFICATE'
  /** It closed the connection before it had answered. */
  | 'CONNECTION_CLOSED'
  /** Its host name has no address. */
  | 'NAME_NOT_FOUND'
  /** It answered something other than 2xx. Redirects are not followed. */
  | 'STATUS'
  /** It did not answer in time. */
  | 'TIMEOUT'
  /** No connection could be made. */
  | 'UNREACHABLE';

/** Which discrepancy report to take back. */
export type WithdrawDiscrepancyInput = {
  /** Id of the discrepancy report, `dsc_…`. */
  discrepancyId: Scalars['ID']['input'];
};

/** Which research request to take back. */
export type WithdrawResearchRequestInput = {
  /** Id of the research request, `rrq_…`. */
  researchRequestId: Scalars['ID']['input'];
};

/** A package that shall not be sold any more. */
export type WithdrawSubscriptionPackageInput = {
  /** Id of the package, `pkg_…`, of the mode of the request. */
  packageId: Scalars['ID']['input'];
  /** Why, for the audit trail: 1 to 1000 characters. */
  reason: Scalars['String']['input'];
};

export type AcceptInvitationMutationVariables = Exact<{
  input: AcceptInvitationInput;
}>;


export type AcceptInvitationMutation = { acceptInvitation: { accepted?: { organizationId: string, organizationName: string, userId: string, email: string, accountCreated: boolean } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type AccountActivityQueryVariables = Exact<{
  organizationId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type AccountActivityQuery = { organization?: { account?: { balance: { cents: number, currency: string }, entries: { nodes: Array<{ kind: LedgerEntryKind, description: string, createdAt: string, amount: { cents: number, currency: string }, balanceAfter: { cents: number, currency: string } }>, pageInfo: { hasNextPage: boolean, endCursor?: string | null } } } | null } | null };

export type AccreditorsQueryVariables = Exact<{ [key: string]: never; }>;


export type AccreditorsQuery = { accreditors: Array<{ code: Accreditor, name: string, usableDays: number, certificationBodyDays: number, usabilitySource: string, usabilityAsOf: string, statements: Array<{ section: ProfileSectionCode, sanctionKind?: SanctionKind | null, accepted: Acceptance, text: string, source: string, asOf: string }> }> };

export type AddToCartMutationVariables = Exact<{
  input: AddToCartInput;
}>;


export type AddToCartMutation = { addToCart: { cart?: { version: number, items: Array<{ id: string, clinicianId: string, product: ProfileProduct }> } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type AdvanceTestClockMutationVariables = Exact<{
  input: AdvanceTestClockInput;
}>;


export type AdvanceTestClockMutation = { advanceTestClock: { organization?: { id: string, testClock?: { now: string, realNow: string } | null } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type AnswerResearchRequestMutationVariables = Exact<{
  input: AnswerResearchRequestInput;
}>;


export type AnswerResearchRequestMutation = { answerResearchRequest: { researchRequest?: { id: string, state: ResearchRequestState, clinician?: { id: string } | null } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type BackOfficeAuditQueryVariables = Exact<{
  organizationId?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type BackOfficeAuditQuery = { backOffice: { auditEvents: { nodes: Array<{ id: string, occurredAt: string, action: AuditAction, actorKind: AuditActorKind, actorName?: string | null, subjectKind?: string | null, subjectIds: Array<string>, reason?: string | null }>, pageInfo: { hasNextPage: boolean, endCursor?: string | null } } } };

export type CartQueryVariables = Exact<{
  organizationId: Scalars['ID']['input'];
  paymentMethod?: InputMaybe<PaymentMethod>;
}>;


export type CartQuery = { organization?: { cart?: { version: number, items: Array<{ id: string, clinicianId: string, product: ProfileProduct, vendorReference?: string | null }>, preview?: { total: { cents: number, currency: string } } | null, problems: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } | null } | null };

export type CheckOutCartMutationVariables = Exact<{
  input: CheckOutCartInput;
}>;


export type CheckOutCartMutation = { checkOutCart: { order?: { id: string, number: string, status: OrderStatus, total: { cents: number, currency: string } } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type ClearCartMutationVariables = Exact<{
  input: ClearCartInput;
}>;


export type ClearCartMutation = { clearCart: { cart?: { version: number } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type CompareProfilesQueryVariables = Exact<{
  orderItemId: Scalars['ID']['input'];
  earlierDocument: Scalars['ID']['input'];
}>;


export type CompareProfilesQuery = { orderItem?: { profile?: { documentNumber: string, changesSince: { changes?: { since: string, sinceAsOf: string, sameSnapshot: boolean, monitoredChange: boolean, compared: Array<ProfileSectionCode>, notCompared: Array<ProfileSectionCode>, sections: Array<{ section: ProfileSectionCode, title: string, monitored: boolean, added: Array<{ element: string, source: string, fields: Array<{ field: string, before?: string | null, after?: string | null }>, provenanceBefore?: { lastReportedOn?: string | null, retrievedAt: string } | null, provenanceAfter?: { lastReportedOn?: string | null, retrievedAt: string } | null }>, removed: Array<{ element: string, source: string, fields: Array<{ field: string, before?: string | null, after?: string | null }>, provenanceBefore?: { lastReportedOn?: string | null, retrievedAt: string } | null, provenanceAfter?: { lastReportedOn?: string | null, retrievedAt: string } | null }>, changed: Array<{ element: string, source: string, fields: Array<{ field: string, before?: string | null, after?: string | null }>, provenanceBefore?: { lastReportedOn?: string | null, retrievedAt: string } | null, provenanceAfter?: { lastReportedOn?: string | null, retrievedAt: string } | null }>, onlyReverified: Array<{ element: string, source: string, fields: Array<{ field: string, before?: string | null, after?: string | null }>, provenanceBefore?: { lastReportedOn?: string | null, retrievedAt: string } | null, provenanceAfter?: { lastReportedOn?: string | null, retrievedAt: string } | null }>, noneReported: Array<{ source: string, before?: string | null, after?: string | null }> }> } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } } | null } | null };

export type ChangeFragment = { element: string, source: string, fields: Array<{ field: string, before?: string | null, after?: string | null }>, provenanceBefore?: { lastReportedOn?: string | null, retrievedAt: string } | null, provenanceAfter?: { lastReportedOn?: string | null, retrievedAt: string } | null };

export type CreateFhirLinkMutationVariables = Exact<{
  orderItemId: Scalars['ID']['input'];
}>;


export type CreateFhirLinkMutation = { createFhirLink: { url?: string | null, delivery?: { id: string, form: ProfileDeliveryForm, createdAt: string, expiresAt: string } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type CreateMonitoringLogLinkMutationVariables = Exact<{
  input: CreateMonitoringLogLinkInput;
}>;


export type CreateMonitoringLogLinkMutation = { createMonitoringLogLink: { link?: { url: string, expiresAt: string } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type CreateSandboxOrganizationMutationVariables = Exact<{
  input: CreateSandboxOrganizationInput;
}>;


export type CreateSandboxOrganizationMutation = { createSandboxOrganization: { replayed: boolean, organization?: { id: string, name: string } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type CreateStatementLinkMutationVariables = Exact<{
  input: CreateStatementLinkInput;
}>;


export type CreateStatementLinkMutation = { createStatementLink: { link?: { url: string, expiresAt: string } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type CreateUploadMutationVariables = Exact<{
  input: CreateUploadInput;
}>;


export type CreateUploadMutation = { createUpload: { upload?: { id: string, url: string, method: string, expiresAt: string, headers: Array<{ name: string, value: string }> } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type CreateWebhookEndpointMutationVariables = Exact<{
  input: CreateWebhookEndpointInput;
}>;


export type CreateWebhookEndpointMutation = { createWebhookEndpoint: { secret?: string | null, endpoint?: { id: string, url: string, types?: Array<string> | null } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type DailyReceiptsQueryVariables = Exact<{
  organizationId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type DailyReceiptsQuery = { organization?: { dailyReceipts?: { nodes: Array<{ day: string, orderCount: number, total: { cents: number, currency: string }, totalsByProduct: Array<{ product: ProfileProduct, quantity: number, amount: { cents: number } }>, orders: Array<{ orderNumber: string, placedAt: string, vendorName: string, items: Array<{ clinicianName: string, product: ProfileProduct, vendorReference?: string | null, amount: { cents: number } }> }>, email: { status: ReceiptEmailStatus, recipientCount: number, deliveredCount: number } }>, pageInfo: { hasNextPage: boolean, endCursor?: string | null } } | null } | null };

export type DecideMatchLeadMutationVariables = Exact<{
  input: DecideMatchLeadInput;
}>;


export type DecideMatchLeadMutation = { decideMatchLead: { lead?: { id: string, state: MatchLeadState, decidedAt?: string | null } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type DeliverMonitoringNoticePdfMutationVariables = Exact<{
  input: DeliverMonitoringNoticePdfInput;
}>;


export type DeliverMonitoringNoticePdfMutation = { deliverMonitoringNoticePdf: { url?: string | null, delivery?: { id: string, expiresAt: string } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type DeliverProfilePdfMutationVariables = Exact<{
  orderItemId: Scalars['ID']['input'];
  method?: ProfileDeliveryMethod;
  email?: InputMaybe<Scalars['String']['input']>;
}>;


export type DeliverProfilePdfMutation = { deliverProfilePdf: { url?: string | null, delivery?: { id: string, method: ProfileDeliveryMethod, createdAt: string, expiresAt: string } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type DeliverProfilePdfsMutationVariables = Exact<{
  input: DeliverProfilePdfsInput;
}>;


export type DeliverProfilePdfsMutation = { deliverProfilePdfs: { results: Array<{ orderItemId: string, url?: string | null, delivery?: { id: string, method: ProfileDeliveryMethod, form: ProfileDeliveryForm, createdAt: string, expiresAt: string } | null, userError?: { code: UserErrorCode, field: Array<string>, message: string } | null }>, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type DeliveryLogQueryVariables = Exact<{
  organizationId: Scalars['ID']['input'];
  orderItemId?: InputMaybe<Scalars['ID']['input']>;
  documentNumber?: InputMaybe<Scalars['String']['input']>;
  method?: InputMaybe<ProfileDeliveryMethod>;
  from?: InputMaybe<Scalars['DateTime']['input']>;
  until?: InputMaybe<Scalars['DateTime']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type DeliveryLogQuery = { organization?: { deliveries?: { nodes: Array<{ id: string, method: ProfileDeliveryMethod, form: ProfileDeliveryForm, askedByKind: ActorKind, askedBy?: string | null, apiKeyId?: string | null, address?: string | null, createdAt: string, expiresAt: string, revokedAt?: string | null, downloadCount: number, recipient?: { userId: string, fullName?: string | null } | null, sending?: { state: DeliverySendingState, settledAt?: string | null } | null, documents: Array<{ orderItemId: string, documentNumber: string }>, downloads: Array<{ id: string, downloadedAt: string, address?: string | null, kind: DownloadKind, firstByte?: number | null, lastByte?: number | null, continuesId?: string | null }> }>, pageInfo: { hasNextPage: boolean, endCursor?: string | null } } | null } | null };

export type DiscontinueMonitoringMutationVariables = Exact<{
  input: DiscontinueMonitoringInput;
}>;


export type DiscontinueMonitoringMutation = { discontinueMonitoring: { monitoring?: { id: string, endedAt?: string | null, endReason?: MonitoringEndReason | null } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type DiscrepanciesQueryVariables = Exact<{
  organizationId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type DiscrepanciesQuery = { organization?: { discrepancies?: { nodes: Array<{ id: string, number: string, state: DiscrepancyState, section: ProfileSectionCode, says?: string | null, shouldSay?: string | null, dueOn: string }>, pageInfo: { hasNextPage: boolean, endCursor?: string | null } } | null } | null };

export type FollowBulkOperationQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type FollowBulkOperationQuery = { bulkOperation?: { state: BulkOperationState, progress?: number | null, rowsTotal?: number | null, rowsProcessed: number, endedAt?: string | null, errorCode?: BulkOperationErrorCode | null, errorMessage?: string | null, resultUrl?: string | null, resultSha256?: string | null, resultExpiresAt?: string | null, counts: Array<{ status: string, rows: number }> } | null };

export type FollowDiscrepancyQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type FollowDiscrepancyQuery = { discrepancy?: { number: string, state: DiscrepancyState, section: ProfileSectionCode, path?: string | null, says?: string | null, shouldSay?: string | null, dueOn: string, explanation?: string | null, downloadUntil?: string | null, timeline: Array<{ kind: DiscrepancyEventKind, occurredAt: string, message?: string | null }> } | null };

export type FollowResearchRequestQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type FollowResearchRequestQuery = { researchRequest?: { number: string, state: ResearchRequestState, dueOn: string, notFoundExplanation?: string | null, clinician?: { id: string, npi?: string | null, firstName?: string | null, lastName: string } | null, events: Array<{ kind: ResearchRequestEventKind, occurredAt: string }> } | null };

export type GrantIntegrationMutationVariables = Exact<{
  input: GrantIntegrationInput;
}>;


export type GrantIntegrationMutation = { grantIntegration: { grant?: { id: string, scopes: Array<string>, monthlySpendCapCents?: number | null, grantedAt: string } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type InviteUsersMutationVariables = Exact<{
  input: InviteUsersInput;
}>;


export type InviteUsersMutation = { inviteUsers: { invitations: Array<{ id: string, email: string, roles: Array<Role>, status: InvitationStatus, expiresAt: string }>, changeRequest?: { id: string, status: ChangeRequestStatus } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type LookupCliniciansQueryVariables = Exact<{
  criteria: Array<ClinicianCriterion> | ClinicianCriterion;
  organizationId?: InputMaybe<Scalars['ID']['input']>;
}>;


export type LookupCliniciansQuery = { lookupClinicians: { rows: Array<{ index: number, status: ClinicianLookupStatus, explanation: Array<string>, suggestedNpi?: string | null, clinician?: { id: string, npi?: string | null, firstName?: string | null, lastName: string, birthYear?: number | null } | null, matchedName?: { type: ClinicianNameType } | null, candidates: Array<{ clinician: { id: string, firstName?: string | null, lastName: string, state?: string | null } }>, userError?: { code: UserErrorCode, message: string } | null }>, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type MatchLeadsQueryVariables = Exact<{
  state?: InputMaybe<MatchLeadState>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type MatchLeadsQuery = { backOffice: { matchLeads: { nodes: Array<{ id: string, state: MatchLeadState, reason: MatchLeadReason, clinician: { id: string, npi?: string | null, firstName?: string | null, lastName: string, birthYear?: number | null }, exclusion: { lastName?: string | null, firstName?: string | null, birthYear?: number | null, npi?: string | null, state?: string | null, typeCode: string, grounds?: string | null, excludedOn: string } }>, pageInfo: { hasNextPage: boolean, endCursor?: string | null } } } };

export type MonitoringLogQueryVariables = Exact<{
  organizationId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type MonitoringLogQuery = { organization?: { monitoringLog?: { nodes: Array<{ at: string, kind: MonitoringLogKind, clinicianId: string, periodFrom?: string | null, periodUntil?: string | null, changeCount?: number | null, sections?: Array<string> | null, documentNumber?: string | null, endReason?: MonitoringEndReason | null }>, pageInfo: { hasNextPage: boolean, endCursor?: string | null } } | null } | null };

export type MonitoringNoticesQueryVariables = Exact<{
  organizationId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type MonitoringNoticesQuery = { organization?: { monitoringNotices?: { nodes: Array<{ id: string, noticedAt: string, sections: Array<ProfileSectionCode>, changeCount: number, clinician: { id: string, lastName: string }, changes: { sections: Array<{ section: ProfileSectionCode, changed: Array<{ element: string, fields: Array<{ field: string, before?: string | null, after?: string | null }> }> }> }, profile: { documentNumber: string } }>, pageInfo: { hasNextPage: boolean, endCursor?: string | null } } | null } | null };

export type MonitoringsQueryVariables = Exact<{
  organizationId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type MonitoringsQuery = { organization?: { monitorings?: { nodes: Array<{ id: string, running: boolean, startedAt: string, endsAt: string, endReason?: MonitoringEndReason | null, clinician: { id: string, npi?: string | null, lastName: string, firstName?: string | null }, attestations: Array<{ from: string, until: string, changeCount: number }> }>, pageInfo: { hasNextPage: boolean, endCursor?: string | null } } | null } | null };

export type OrderHistoryQueryVariables = Exact<{
  organizationId: Scalars['ID']['input'];
  filter?: InputMaybe<OrderFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type OrderHistoryQuery = { organization?: { name: string, orders?: { nodes: Array<{ number: string, status: OrderStatus, placedAt: string, placedBy: string, total: { cents: number, currency: string }, items: Array<{ id: string, product: ProfileProduct, vendorReference?: string | null, downloadable: boolean, discrepancyReportable?: { until: string, daysLeft: number, open: boolean } | null, clinician: { firstName?: string | null, lastName: string, npi?: string | null } }> }>, pageInfo: { hasNextPage: boolean, endCursor?: string | null } } | null } | null };

export type OrganizationAuditQueryVariables = Exact<{
  organizationId: Scalars['ID']['input'];
  actions?: InputMaybe<Array<AuditAction> | AuditAction>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type OrganizationAuditQuery = { organization?: { name: string, auditEvents?: { nodes: Array<{ id: string, occurredAt: string, action: AuditAction, actorKind: AuditActorKind, actorId?: string | null, actorName?: string | null, subjectKind?: string | null, subjectIds: Array<string>, requestId?: string | null, address?: string | null, reason?: string | null }>, pageInfo: { hasNextPage: boolean, endCursor?: string | null } } | null } | null };

export type OrganizationManagerQueryVariables = Exact<{
  organizationId: Scalars['ID']['input'];
}>;


export type OrganizationManagerQuery = { organization?: { name: string, viewerRoles: Array<Role>, advisories: Array<{ code: OrganizationAdvisoryCode, message: string }>, users?: { nodes: Array<{ userId: string, email: string, fullName: string, roles: Array<Role> }> } | null, invitations?: { nodes: Array<{ id: string, email: string, status: InvitationStatus, expiresAt: string }> } | null, grants?: { nodes: Array<{ id: string, scopes: Array<string>, grantedAt: string, revokedAt?: string | null, vendor: { id: string, name: string } }> } | null } | null };

export type PlaceOrderMutationVariables = Exact<{
  input: PlaceOrderInput;
}>;


export type PlaceOrderMutation = { placeOrder: { replayed: boolean, order?: { id: string, number: string, status: OrderStatus, placedAt: string, placedBy: string, total: { cents: number, currency: string }, items: Array<{ id: string, line: number, product: ProfileProduct, vendorReference?: string | null, unitPrice: { cents: number, currency: string } }> } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type PreviewOrderQueryVariables = Exact<{
  input: PreviewOrderInput;
}>;


export type PreviewOrderQuery = { previewOrder: { preview?: { orderable: boolean, total: { cents: number, currency: string }, balance: { cents: number, currency: string }, balanceAfter: { cents: number, currency: string }, lines: Array<{ line: number, product: ProfileProduct, clinician?: { firstName?: string | null, lastName: string } | null, unitPrice?: { cents: number, currency: string } | null, recentPurchase?: { orderNumber: string, purchasedAt: string } | null, problems: Array<{ code: UserErrorCode, message: string }> }> } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type ProfileForDecisionQueryVariables = Exact<{
  orderItemId: Scalars['ID']['input'];
  accreditor: Accreditor;
  decisionDate: Scalars['Date']['input'];
}>;


export type ProfileForDecisionQuery = { orderItem?: { profile?: { documentNumber: string, asOf: string, timeZone: string, acceptedBy: { asOfDay: string, usableUntil: string, daysLeft: number, accepted: Acceptance, summary: string, items: Array<{ section: ProfileSectionCode, sanctionKind?: SanctionKind | null, accepted: Acceptance, reason: AcceptanceReason, explanation: string, elementCount: number, usableUntil?: string | null, daysLeft?: number | null, source?: string | null, sourceAsOf?: string | null }> }, notices: Array<{ code: ProfileNoticeCode, title: string, text: string }> } | null } | null };

export type ProfileManagerQueryVariables = Exact<{
  organizationId: Scalars['ID']['input'];
  filter?: InputMaybe<OwnedClinicianFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type ProfileManagerQuery = { organization?: { profileManager?: { totalCount: number, nodes: Array<{ lastOrderNumber: string, lastPurchasedAt: string, nextDueOn: string, orderFrom: string, monitored: boolean, clinician: { id: string, firstName?: string | null, lastName: string, npi?: string | null }, lastPurchase: { id: string, product: ProfileProduct, downloadable: boolean, discrepancyReportable?: { until: string, daysLeft: number, open: boolean } | null } }>, pageInfo: { hasNextPage: boolean, endCursor?: string | null } } | null } | null };

export type ReadEventsQueryVariables = Exact<{
  after?: InputMaybe<Scalars['String']['input']>;
  types?: InputMaybe<Array<Scalars['String']['input']> | Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
}>;


export type ReadEventsQuery = { events: { cursor: string, missed: boolean, nodes: Array<{ id: string, type: string, organizationId: string, occurredAt: string, data: Record<string, unknown> }>, pageInfo: { hasNextPage: boolean } } };

export type ReadFhirBundleQueryVariables = Exact<{
  orderItemId: Scalars['ID']['input'];
}>;


export type ReadFhirBundleQuery = { orderItem?: { id: string, profile?: { documentNumber: string, contentSha256: string, fhirBundle: unknown } | null } | null };

export type ReadProfileQueryVariables = Exact<{
  orderItemId: Scalars['ID']['input'];
}>;


export type ReadProfileQuery = { orderItem?: { profile?: { documentNumber: string, product: ProfileProduct, asOf: string, orderNumber: string, organizationName: string, requestedBy: string, timeZone: string, mode: Mode, snapshotNumber: number, contentSha256: string, names?: { elements: Array<{ type: ClinicianNameType, prefix?: string | null, first?: string | null, middle?: string | null, last: string, suffix?: string | null, credential?: string | null, provenance: { source: string, lastReportedOn?: string | null, retrievedAt: string } }>, noneReported: Array<{ source: string, asOf: string }> } | null, mailingAddress?: { elements: Array<{ lines: Array<string>, city?: string | null, state?: string | null, postalCode?: string | null, country: string, provenance: { source: string, lastReportedOn?: string | null, retrievedAt: string } }>, noneReported: Array<{ source: string, asOf: string }> } | null, officeAddress?: { elements: Array<{ lines: Array<string>, city?: string | null, state?: string | null, postalCode?: string | null, country: string, provenance: { source: string, lastReportedOn?: string | null, retrievedAt: string } }>, noneReported: Array<{ source: string, asOf: string }> } | null, officePhone?: { elements: Array<{ number: string, extension?: string | null, provenance: { source: string, lastReportedOn?: string | null, retrievedAt: string } }>, noneReported: Array<{ source: string, asOf: string }> } | null, birth?: { elements: Array<{ date: string, city?: string | null, state?: string | null, country?: string | null, provenance: { source: string, lastReportedOn?: string | null, retrievedAt: string } }>, noneReported: Array<{ source: string, asOf: string }> } | null, activity?: { elements: Array<{ majorActivity?: string | null, specialty?: { taxonomyCode?: string | null, name?: string | null, primary: boolean } | null, provenance: { source: string, lastReportedOn?: string | null, retrievedAt: string } }>, noneReported: Array<{ source: string, asOf: string }> } | null, membership?: { elements: Array<{ status: string, provenance: { source: string, lastReportedOn?: string | null, retrievedAt: string } }>, noneReported: Array<{ source: string, asOf: string }> } | null, npi?: { elements: Array<{ number: string, enumeratedOn?: string | null, deactivatedOn?: string | null, reactivatedOn?: string | null, provenance: { source: string, lastReportedOn?: string | null, retrievedAt: string } }>, noneReported: Array<{ source: string, asOf: string }> } | null, education?: { elements: Array<{ school: string, location?: string | null, degree?: string | null, degreeType?: string | null, enrolledOn?: string | null, degreeOn?: string | null, verified: boolean, provenance: { source: string, lastReportedOn?: string | null, retrievedAt: string } }>, noneReported: Array<{ source: string, asOf: string }> } | null, training?: { elements: Array<{ institution: string, state?: string | null, program?: string | null, specialty?: string | null, type?: string | null, startedOn?: string | null, endedOn?: string | null, status: TrainingStatus, provenance: { source: string, lastReportedOn?: string | null, retrievedAt: string } }>, noneReported: Array<{ source: string, asOf: string }> } | null, nationalBoards?: { elements: Array<{ board: string, examination?: string | null, certifiedOn?: string | null, provenance: { source: string, lastReportedOn?: string | null, retrievedAt: string } }>, noneReported: Array<{ source: string, asOf: string }> } | null, licenses?: { elements: Array<{ jurisdiction: string, number: string, type?: string | null, status?: string | null, issuedOn?: string | null, expiresOn?: string | null, provenance: { source: string, lastReportedOn?: string | null, retrievedAt: string } }>, noneReported: Array<{ source: string, asOf: string }> } | null, ecfmg?: { elements: Array<{ number: string, certifiedOn?: string | null, provenance: { source: string, lastReportedOn?: string | null, retrievedAt: string } }>, noneReported: Array<{ source: string, asOf: string }> } | null, dea?: { elements: Array<{ number: string, schedules: Array<string>, expiresOn?: string | null, city?: string | null, state?: string | null, provenance: { source: string, lastReportedOn?: string | null, retrievedAt: string } }>, noneReported: Array<{ source: string, asOf: string }> } | null, boardCertifications?: { elements: Array<{ board: string, certificate: string, status: string, type?: string | null, duration?: CertificationDuration | null, effectiveOn?: string | null, expiresOn?: string | null, reverificationOn?: string | null, participatingInContinuingCertification?: boolean | null, provenance: { source: string, lastReportedOn?: string | null, retrievedAt: string } }>, noneReported: Array<{ source: string, asOf: string }> } | null, sanctions?: { elements: Array<{ kind: SanctionKind, authority: string, action: string, actionOn?: string | null, endedOn?: string | null, description?: string | null, provenance: { source: string, lastReportedOn?: string | null, retrievedAt: string } }>, noneReported: Array<{ source: string, asOf: string }> } | null, paProgram?: { elements: Array<{ school: string, location?: string | null, degreeYear?: string | null, provenance: { source: string, lastReportedOn?: string | null, retrievedAt: string } }>, noneReported: Array<{ source: string, asOf: string }> } | null, nccpa?: { elements: Array<{ number: string, status: string, yearGranted?: string | null, provenance: { source: string, lastReportedOn?: string | null, retrievedAt: string } }>, noneReported: Array<{ source: string, asOf: string }> } | null } | null } | null };

export type SourceFragment = { source: string, lastReportedOn?: string | null, retrievedAt: string };

export type SilenceFragment = { source: string, asOf: string };

export type ReappointmentsDueQueryVariables = Exact<{
  organizationId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type ReappointmentsDueQuery = { organization?: { reappointmentPolicy?: { cycleMonths: number } | null, reappointmentsDue?: { nodes: Array<{ lastPurchasedAt: string, lastProduct: ProfileProduct, product: ProfileProduct, dueOn: string, daysLeft: number, clinician: { id: string, lastName: string, firstName?: string | null } }>, pageInfo: { hasNextPage: boolean, endCursor?: string | null } } | null } | null };

export type RefreshSessionMutationVariables = Exact<{
  input: RefreshSessionInput;
}>;


export type RefreshSessionMutation = { refreshSession: { tokens?: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type ReportDiscrepancyMutationVariables = Exact<{
  input: ReportDiscrepancyInput;
}>;


export type ReportDiscrepancyMutation = { reportDiscrepancy: { replayed: boolean, discrepancy?: { id: string, number: string, state: DiscrepancyState, dueOn: string, businessDaysLeft: number } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type RequestResearchMutationVariables = Exact<{
  input: RequestResearchInput;
}>;


export type RequestResearchMutation = { requestResearch: { replayed: boolean, researchRequest?: { id: string, number: string, state: ResearchRequestState, dueOn: string, businessDaysLeft: number } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type ResetSandboxOrganizationMutationVariables = Exact<{
  input: ResetSandboxOrganizationInput;
}>;


export type ResetSandboxOrganizationMutation = { resetSandboxOrganization: { replayed: boolean, organization?: { id: string, name: string } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type RevokeDeliveryMutationVariables = Exact<{
  deliveryId: Scalars['ID']['input'];
}>;


export type RevokeDeliveryMutation = { revokeDelivery: { delivery?: { id: string, revokedAt?: string | null } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type RevokeGrantMutationVariables = Exact<{
  input: RevokeGrantInput;
}>;


export type RevokeGrantMutation = { revokeGrant: { grant?: { id: string, revokedAt?: string | null } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type RotateApiKeyMutationVariables = Exact<{
  input: RotateApiKeyInput;
}>;


export type RotateApiKeyMutation = { rotateApiKey: { secret?: string | null, apiKey?: { id: string, prefix: string, expiresAt?: string | null } | null, predecessor?: { id: string, expiresAt?: string | null } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type SearchCliniciansQueryVariables = Exact<{
  by: ClinicianCriterion;
  organizationId?: InputMaybe<Scalars['ID']['input']>;
}>;


export type SearchCliniciansQuery = { searchClinicians: { explanation: Array<string>, matches: Array<{ matchedOn: ClinicianCriterionKind, matchedName?: { type: ClinicianNameType, firstName?: string | null, lastName: string } | null, clinician: { id: string, kind: ClinicianKind, npi?: string | null, firstName?: string | null, middleName?: string | null, lastName: string, suffix?: string | null, credential?: string | null, birthYear?: number | null, city?: string | null, state?: string | null } }>, researchDraft?: { searchedBy: ClinicianCriterionKind, kind?: ClinicianKind | null, firstName?: string | null, lastName?: string | null, birthDate?: string | null, npi?: string | null, ecfmgNumber?: string | null, nccpaNumber?: string | null } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { signIn: { tokens?: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, session: { id: string } } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type SimulateClinicianChangeMutationVariables = Exact<{
  input: SimulateClinicianChangeInput;
}>;


export type SimulateClinicianChangeMutation = { simulateClinicianChange: { licenseStatus?: string | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type SoftwareProvidersQueryVariables = Exact<{
  search?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type SoftwareProvidersQuery = { softwareProviders: { nodes: Array<{ id: string, name: string, website?: string | null, description?: string | null }>, pageInfo: { hasNextPage: boolean, endCursor?: string | null } } };

export type SourcesQueryVariables = Exact<{ [key: string]: never; }>;


export type SourcesQuery = { sources: Array<{ name: string, publisher: string, origin?: string | null, sections: Array<string>, precedence: number, cadenceDays: number, freshness: SourceFreshness, lastLoad?: { finishedAt: string, asOf?: string | null, scope: LoadScope, rowsRead: number, rowsInserted: number, rowsUpdated: number, rowsUnchanged: number, recordsVanished: number } | null, coverage: Array<{ section: string, asOf: string }> }> };

export type StartClinicianLookupMutationVariables = Exact<{
  input: StartClinicianLookupInput;
}>;


export type StartClinicianLookupMutation = { startClinicianLookup: { reused: boolean, operation?: { id: string, state: BulkOperationState } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } };

export type TransactionsQueryVariables = Exact<{
  organizationId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type TransactionsQuery = { organization?: { accountActivity?: { month: string, openingBalance: { cents: number, currency: string }, transactions: { nodes: Array<{ id: string, kind: LedgerEntryKind, status: TransactionStatus, createdAt: string, orderNumber?: string | null, amount: { cents: number, currency: string }, balanceAfter: { cents: number, currency: string } }>, pageInfo: { hasNextPage: boolean, endCursor?: string | null } } } | null } | null };

export type VerifyDocumentQueryVariables = Exact<{
  documentNumber: Scalars['String']['input'];
  sha256?: InputMaybe<Scalars['String']['input']>;
}>;


export type VerifyDocumentQuery = { verifyDocument?: { documentNumber: string, genuine?: boolean | null, matches?: DocumentMatch | null, mode: Mode, asOf: string, standing: DocumentStanding, supersededBy?: string | null } | null };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { kind: ActorKind, name: string, mode: Mode, scopes: Array<string> }, organizations: { nodes: Array<{ id: string, name: string, timeZone: string, account?: { balance: { cents: number, currency: string } } | null }> } };

export type WebhookEndpointsQueryVariables = Exact<{
  vendorId: Scalars['ID']['input'];
}>;


export type WebhookEndpointsQuery = { vendor?: { webhookEndpoints?: Array<{ id: string, url: string, state: WebhookEndpointState, types?: Array<string> | null }> | null } | null };

export const ChangeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Change"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProfileElementChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"element"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provenanceBefore"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lastReportedOn"}},{"kind":"Field","name":{"kind":"Name","value":"retrievedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provenanceAfter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lastReportedOn"}},{"kind":"Field","name":{"kind":"Name","value":"retrievedAt"}}]}}]}}]} as unknown as DocumentNode<ChangeFragment, unknown>;
export const SourceFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Source"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Provenance"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"lastReportedOn"}},{"kind":"Field","name":{"kind":"Name","value":"retrievedAt"}}]}}]} as unknown as DocumentNode<SourceFragment, unknown>;
export const SilenceFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Silence"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NoneReported"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}}]}}]} as unknown as DocumentNode<SilenceFragment, unknown>;
export const AcceptInvitationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AcceptInvitation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AcceptInvitationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"acceptInvitation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accepted"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organizationId"}},{"kind":"Field","name":{"kind":"Name","value":"organizationName"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"accountCreated"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AcceptInvitationMutation, AcceptInvitationMutationVariables>;
export const AccountActivityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AccountActivity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organization"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cents"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"entries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cents"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cents"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<AccountActivityQuery, AccountActivityQueryVariables>;
export const AccreditorsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Accreditors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accreditors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"usableDays"}},{"kind":"Field","name":{"kind":"Name","value":"certificationBodyDays"}},{"kind":"Field","name":{"kind":"Name","value":"usabilitySource"}},{"kind":"Field","name":{"kind":"Name","value":"usabilityAsOf"}},{"kind":"Field","name":{"kind":"Name","value":"statements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"section"}},{"kind":"Field","name":{"kind":"Name","value":"sanctionKind"}},{"kind":"Field","name":{"kind":"Name","value":"accepted"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}}]}}]}}]}}]} as unknown as DocumentNode<AccreditorsQuery, AccreditorsQueryVariables>;
export const AddToCartDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddToCart"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddToCartInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addToCart"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cart"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clinicianId"}},{"kind":"Field","name":{"kind":"Name","value":"product"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AddToCartMutation, AddToCartMutationVariables>;
export const AdvanceTestClockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AdvanceTestClock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AdvanceTestClockInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"advanceTestClock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organization"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"testClock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"now"}},{"kind":"Field","name":{"kind":"Name","value":"realNow"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AdvanceTestClockMutation, AdvanceTestClockMutationVariables>;
export const AnswerResearchRequestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AnswerResearchRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AnswerResearchRequestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"answerResearchRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"researchRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"clinician"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AnswerResearchRequestMutation, AnswerResearchRequestMutationVariables>;
export const BackOfficeAuditDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BackOfficeAudit"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"backOffice"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"organizationId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"actorKind"}},{"kind":"Field","name":{"kind":"Name","value":"actorName"}},{"kind":"Field","name":{"kind":"Name","value":"subjectKind"}},{"kind":"Field","name":{"kind":"Name","value":"subjectIds"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<BackOfficeAuditQuery, BackOfficeAuditQueryVariables>;
export const CartDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Cart"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"paymentMethod"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PaymentMethod"}},"defaultValue":{"kind":"EnumValue","value":"ACCOUNT_BALANCE"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organization"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cart"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"paymentMethod"},"value":{"kind":"Variable","name":{"kind":"Name","value":"paymentMethod"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clinicianId"}},{"kind":"Field","name":{"kind":"Name","value":"product"}},{"kind":"Field","name":{"kind":"Name","value":"vendorReference"}}]}},{"kind":"Field","name":{"kind":"Name","value":"preview"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cents"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CartQuery, CartQueryVariables>;
export const CheckOutCartDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CheckOutCart"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CheckOutCartInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"checkOutCart"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cents"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CheckOutCartMutation, CheckOutCartMutationVariables>;
export const ClearCartDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ClearCart"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ClearCartInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clearCart"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cart"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ClearCartMutation, ClearCartMutationVariables>;
export const CompareProfilesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CompareProfiles"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderItemId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"earlierDocument"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderItem"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderItemId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"documentNumber"}},{"kind":"Field","name":{"kind":"Name","value":"changesSince"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"profile"},"value":{"kind":"Variable","name":{"kind":"Name","value":"earlierDocument"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"sinceAsOf"}},{"kind":"Field","name":{"kind":"Name","value":"sameSnapshot"}},{"kind":"Field","name":{"kind":"Name","value":"monitoredChange"}},{"kind":"Field","name":{"kind":"Name","value":"compared"}},{"kind":"Field","name":{"kind":"Name","value":"notCompared"}},{"kind":"Field","name":{"kind":"Name","value":"sections"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"section"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"monitored"}},{"kind":"Field","name":{"kind":"Name","value":"added"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Change"}}]}},{"kind":"Field","name":{"kind":"Name","value":"removed"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Change"}}]}},{"kind":"Field","name":{"kind":"Name","value":"changed"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Change"}}]}},{"kind":"Field","name":{"kind":"Name","value":"onlyReverified"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Change"}}]}},{"kind":"Field","name":{"kind":"Name","value":"noneReported"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Change"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProfileElementChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"element"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provenanceBefore"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lastReportedOn"}},{"kind":"Field","name":{"kind":"Name","value":"retrievedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provenanceAfter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lastReportedOn"}},{"kind":"Field","name":{"kind":"Name","value":"retrievedAt"}}]}}]}}]} as unknown as DocumentNode<CompareProfilesQuery, CompareProfilesQueryVariables>;
export const CreateFhirLinkDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateFhirLink"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderItemId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createFhirLink"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"orderItemId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderItemId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"delivery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"form"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateFhirLinkMutation, CreateFhirLinkMutationVariables>;
export const CreateMonitoringLogLinkDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateMonitoringLogLink"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateMonitoringLogLinkInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createMonitoringLogLink"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"link"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateMonitoringLogLinkMutation, CreateMonitoringLogLinkMutationVariables>;
export const CreateSandboxOrganizationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateSandboxOrganization"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateSandboxOrganizationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createSandboxOrganization"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organization"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateSandboxOrganizationMutation, CreateSandboxOrganizationMutationVariables>;
export const CreateStatementLinkDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateStatementLink"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateStatementLinkInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createStatementLink"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"link"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateStatementLinkMutation, CreateStatementLinkMutationVariables>;
export const CreateUploadDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateUpload"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateUploadInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createUpload"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"upload"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"headers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateUploadMutation, CreateUploadMutationVariables>;
export const CreateWebhookEndpointDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateWebhookEndpoint"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateWebhookEndpointInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createWebhookEndpoint"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endpoint"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"types"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateWebhookEndpointMutation, CreateWebhookEndpointMutationVariables>;
export const DailyReceiptsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DailyReceipts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organization"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dailyReceipts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"day"}},{"kind":"Field","name":{"kind":"Name","value":"orderCount"}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cents"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalsByProduct"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"product"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cents"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"orders"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderNumber"}},{"kind":"Field","name":{"kind":"Name","value":"placedAt"}},{"kind":"Field","name":{"kind":"Name","value":"vendorName"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clinicianName"}},{"kind":"Field","name":{"kind":"Name","value":"product"}},{"kind":"Field","name":{"kind":"Name","value":"vendorReference"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cents"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"email"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"recipientCount"}},{"kind":"Field","name":{"kind":"Name","value":"deliveredCount"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<DailyReceiptsQuery, DailyReceiptsQueryVariables>;
export const DecideMatchLeadDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DecideMatchLead"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DecideMatchLeadInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decideMatchLead"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lead"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<DecideMatchLeadMutation, DecideMatchLeadMutationVariables>;
export const DeliverMonitoringNoticePdfDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeliverMonitoringNoticePdf"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeliverMonitoringNoticePdfInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deliverMonitoringNoticePdf"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"delivery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<DeliverMonitoringNoticePdfMutation, DeliverMonitoringNoticePdfMutationVariables>;
export const DeliverProfilePdfDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeliverProfilePdf"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderItemId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"method"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProfileDeliveryMethod"}}},"defaultValue":{"kind":"EnumValue","value":"LINK"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"email"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deliverProfilePdf"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"orderItemId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderItemId"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"method"},"value":{"kind":"Variable","name":{"kind":"Name","value":"method"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"email"},"value":{"kind":"Variable","name":{"kind":"Name","value":"email"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"delivery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<DeliverProfilePdfMutation, DeliverProfilePdfMutationVariables>;
export const DeliverProfilePdfsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeliverProfilePdfs"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeliverProfilePdfsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deliverProfilePdfs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderItemId"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"delivery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"form"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userError"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<DeliverProfilePdfsMutation, DeliverProfilePdfsMutationVariables>;
export const DeliveryLogDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DeliveryLog"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderItemId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"documentNumber"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"method"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ProfileDeliveryMethod"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"until"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organization"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deliveries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"orderItemId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderItemId"}}},{"kind":"Argument","name":{"kind":"Name","value":"documentNumber"},"value":{"kind":"Variable","name":{"kind":"Name","value":"documentNumber"}}},{"kind":"Argument","name":{"kind":"Name","value":"method"},"value":{"kind":"Variable","name":{"kind":"Name","value":"method"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"until"},"value":{"kind":"Variable","name":{"kind":"Name","value":"until"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"form"}},{"kind":"Field","name":{"kind":"Name","value":"askedByKind"}},{"kind":"Field","name":{"kind":"Name","value":"askedBy"}},{"kind":"Field","name":{"kind":"Name","value":"apiKeyId"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"recipient"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"fullName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sending"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"documents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderItemId"}},{"kind":"Field","name":{"kind":"Name","value":"documentNumber"}}]}},{"kind":"Field","name":{"kind":"Name","value":"downloadCount"}},{"kind":"Field","name":{"kind":"Name","value":"downloads"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"downloadedAt"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"firstByte"}},{"kind":"Field","name":{"kind":"Name","value":"lastByte"}},{"kind":"Field","name":{"kind":"Name","value":"continuesId"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<DeliveryLogQuery, DeliveryLogQueryVariables>;
export const DiscontinueMonitoringDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DiscontinueMonitoring"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DiscontinueMonitoringInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"discontinueMonitoring"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"monitoring"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endReason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<DiscontinueMonitoringMutation, DiscontinueMonitoringMutationVariables>;
export const DiscrepanciesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Discrepancies"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organization"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"discrepancies"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"section"}},{"kind":"Field","name":{"kind":"Name","value":"says"}},{"kind":"Field","name":{"kind":"Name","value":"shouldSay"}},{"kind":"Field","name":{"kind":"Name","value":"dueOn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<DiscrepanciesQuery, DiscrepanciesQueryVariables>;
export const FollowBulkOperationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FollowBulkOperation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bulkOperation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"rowsTotal"}},{"kind":"Field","name":{"kind":"Name","value":"rowsProcessed"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}}]}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"errorCode"}},{"kind":"Field","name":{"kind":"Name","value":"errorMessage"}},{"kind":"Field","name":{"kind":"Name","value":"resultUrl"}},{"kind":"Field","name":{"kind":"Name","value":"resultSha256"}},{"kind":"Field","name":{"kind":"Name","value":"resultExpiresAt"}}]}}]}}]} as unknown as DocumentNode<FollowBulkOperationQuery, FollowBulkOperationQueryVariables>;
export const FollowDiscrepancyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FollowDiscrepancy"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"discrepancy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"section"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"says"}},{"kind":"Field","name":{"kind":"Name","value":"shouldSay"}},{"kind":"Field","name":{"kind":"Name","value":"dueOn"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}},{"kind":"Field","name":{"kind":"Name","value":"downloadUntil"}},{"kind":"Field","name":{"kind":"Name","value":"timeline"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<FollowDiscrepancyQuery, FollowDiscrepancyQueryVariables>;
export const FollowResearchRequestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FollowResearchRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"researchRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"dueOn"}},{"kind":"Field","name":{"kind":"Name","value":"clinician"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"npi"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"notFoundExplanation"}},{"kind":"Field","name":{"kind":"Name","value":"events"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}}]}}]}}]}}]} as unknown as DocumentNode<FollowResearchRequestQuery, FollowResearchRequestQueryVariables>;
export const GrantIntegrationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"GrantIntegration"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GrantIntegrationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"grantIntegration"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"grant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"monthlySpendCapCents"}},{"kind":"Field","name":{"kind":"Name","value":"grantedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<GrantIntegrationMutation, GrantIntegrationMutationVariables>;
export const InviteUsersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"InviteUsers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"InviteUsersInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inviteUsers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"invitations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"changeRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<InviteUsersMutation, InviteUsersMutationVariables>;
export const LookupCliniciansDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LookupClinicians"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"criteria"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ClinicianCriterion"}}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lookupClinicians"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"criteria"},"value":{"kind":"Variable","name":{"kind":"Name","value":"criteria"}}},{"kind":"Argument","name":{"kind":"Name","value":"organizationId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"clinician"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"npi"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"birthYear"}}]}},{"kind":"Field","name":{"kind":"Name","value":"matchedName"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clinician"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}},{"kind":"Field","name":{"kind":"Name","value":"suggestedNpi"}},{"kind":"Field","name":{"kind":"Name","value":"userError"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<LookupCliniciansQuery, LookupCliniciansQueryVariables>;
export const MatchLeadsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MatchLeads"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"state"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"MatchLeadState"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"backOffice"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"matchLeads"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"state"},"value":{"kind":"Variable","name":{"kind":"Name","value":"state"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"clinician"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"npi"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"birthYear"}}]}},{"kind":"Field","name":{"kind":"Name","value":"exclusion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"birthYear"}},{"kind":"Field","name":{"kind":"Name","value":"npi"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"typeCode"}},{"kind":"Field","name":{"kind":"Name","value":"grounds"}},{"kind":"Field","name":{"kind":"Name","value":"excludedOn"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MatchLeadsQuery, MatchLeadsQueryVariables>;
export const MonitoringLogDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MonitoringLog"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organization"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"monitoringLog"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"clinicianId"}},{"kind":"Field","name":{"kind":"Name","value":"periodFrom"}},{"kind":"Field","name":{"kind":"Name","value":"periodUntil"}},{"kind":"Field","name":{"kind":"Name","value":"changeCount"}},{"kind":"Field","name":{"kind":"Name","value":"sections"}},{"kind":"Field","name":{"kind":"Name","value":"documentNumber"}},{"kind":"Field","name":{"kind":"Name","value":"endReason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MonitoringLogQuery, MonitoringLogQueryVariables>;
export const MonitoringNoticesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MonitoringNotices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organization"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"monitoringNotices"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"noticedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sections"}},{"kind":"Field","name":{"kind":"Name","value":"changeCount"}},{"kind":"Field","name":{"kind":"Name","value":"clinician"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sections"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"section"}},{"kind":"Field","name":{"kind":"Name","value":"changed"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"element"}},{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"profile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"documentNumber"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MonitoringNoticesQuery, MonitoringNoticesQueryVariables>;
export const MonitoringsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Monitorings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organization"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"monitorings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"running"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endReason"}},{"kind":"Field","name":{"kind":"Name","value":"clinician"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"npi"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attestations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"changeCount"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MonitoringsQuery, MonitoringsQueryVariables>;
export const OrderHistoryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OrderHistory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"OrderFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organization"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"orders"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"placedAt"}},{"kind":"Field","name":{"kind":"Name","value":"placedBy"}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cents"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"product"}},{"kind":"Field","name":{"kind":"Name","value":"vendorReference"}},{"kind":"Field","name":{"kind":"Name","value":"downloadable"}},{"kind":"Field","name":{"kind":"Name","value":"discrepancyReportable"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"daysLeft"}},{"kind":"Field","name":{"kind":"Name","value":"open"}}]}},{"kind":"Field","name":{"kind":"Name","value":"clinician"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"npi"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<OrderHistoryQuery, OrderHistoryQueryVariables>;
export const OrganizationAuditDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OrganizationAudit"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"actions"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AuditAction"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organization"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"auditEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"actions"},"value":{"kind":"Variable","name":{"kind":"Name","value":"actions"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"actorKind"}},{"kind":"Field","name":{"kind":"Name","value":"actorId"}},{"kind":"Field","name":{"kind":"Name","value":"actorName"}},{"kind":"Field","name":{"kind":"Name","value":"subjectKind"}},{"kind":"Field","name":{"kind":"Name","value":"subjectIds"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<OrganizationAuditQuery, OrganizationAuditQueryVariables>;
export const OrganizationManagerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OrganizationManager"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organization"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"viewerRoles"}},{"kind":"Field","name":{"kind":"Name","value":"advisories"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"users"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"fullName"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"invitations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"grants"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"grantedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<OrganizationManagerQuery, OrganizationManagerQueryVariables>;
export const PlaceOrderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PlaceOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PlaceOrderInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"placeOrder"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"placedAt"}},{"kind":"Field","name":{"kind":"Name","value":"placedBy"}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cents"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"line"}},{"kind":"Field","name":{"kind":"Name","value":"product"}},{"kind":"Field","name":{"kind":"Name","value":"vendorReference"}},{"kind":"Field","name":{"kind":"Name","value":"unitPrice"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cents"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PlaceOrderMutation, PlaceOrderMutationVariables>;
export const PreviewOrderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PreviewOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PreviewOrderInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"previewOrder"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"preview"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderable"}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cents"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cents"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cents"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"line"}},{"kind":"Field","name":{"kind":"Name","value":"product"}},{"kind":"Field","name":{"kind":"Name","value":"clinician"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"unitPrice"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cents"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"recentPurchase"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderNumber"}},{"kind":"Field","name":{"kind":"Name","value":"purchasedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PreviewOrderQuery, PreviewOrderQueryVariables>;
export const ProfileForDecisionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ProfileForDecision"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderItemId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accreditor"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Accreditor"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"decisionDate"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderItem"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderItemId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"documentNumber"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"acceptedBy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"accreditor"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accreditor"}}},{"kind":"Argument","name":{"kind":"Name","value":"decisionDate"},"value":{"kind":"Variable","name":{"kind":"Name","value":"decisionDate"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"asOfDay"}},{"kind":"Field","name":{"kind":"Name","value":"usableUntil"}},{"kind":"Field","name":{"kind":"Name","value":"daysLeft"}},{"kind":"Field","name":{"kind":"Name","value":"accepted"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"section"}},{"kind":"Field","name":{"kind":"Name","value":"sanctionKind"}},{"kind":"Field","name":{"kind":"Name","value":"accepted"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}},{"kind":"Field","name":{"kind":"Name","value":"elementCount"}},{"kind":"Field","name":{"kind":"Name","value":"usableUntil"}},{"kind":"Field","name":{"kind":"Name","value":"daysLeft"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"sourceAsOf"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"notices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"text"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ProfileForDecisionQuery, ProfileForDecisionQueryVariables>;
export const ProfileManagerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ProfileManager"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"OwnedClinicianFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organization"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profileManager"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clinician"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"npi"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastPurchase"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"product"}},{"kind":"Field","name":{"kind":"Name","value":"downloadable"}},{"kind":"Field","name":{"kind":"Name","value":"discrepancyReportable"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"daysLeft"}},{"kind":"Field","name":{"kind":"Name","value":"open"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastOrderNumber"}},{"kind":"Field","name":{"kind":"Name","value":"lastPurchasedAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextDueOn"}},{"kind":"Field","name":{"kind":"Name","value":"orderFrom"}},{"kind":"Field","name":{"kind":"Name","value":"monitored"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ProfileManagerQuery, ProfileManagerQueryVariables>;
export const ReadEventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ReadEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"types"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"types"},"value":{"kind":"Variable","name":{"kind":"Name","value":"types"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"organizationId"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"data"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"missed"}}]}}]}}]} as unknown as DocumentNode<ReadEventsQuery, ReadEventsQueryVariables>;
export const ReadFhirBundleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ReadFhirBundle"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderItemId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderItem"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderItemId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"profile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"documentNumber"}},{"kind":"Field","name":{"kind":"Name","value":"contentSha256"}},{"kind":"Field","name":{"kind":"Name","value":"fhirBundle"}}]}}]}}]}}]} as unknown as DocumentNode<ReadFhirBundleQuery, ReadFhirBundleQueryVariables>;
export const ReadProfileDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ReadProfile"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderItemId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderItem"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderItemId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"documentNumber"}},{"kind":"Field","name":{"kind":"Name","value":"product"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"orderNumber"}},{"kind":"Field","name":{"kind":"Name","value":"organizationName"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"snapshotNumber"}},{"kind":"Field","name":{"kind":"Name","value":"contentSha256"}},{"kind":"Field","name":{"kind":"Name","value":"names"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"elements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"prefix"}},{"kind":"Field","name":{"kind":"Name","value":"first"}},{"kind":"Field","name":{"kind":"Name","value":"middle"}},{"kind":"Field","name":{"kind":"Name","value":"last"}},{"kind":"Field","name":{"kind":"Name","value":"suffix"}},{"kind":"Field","name":{"kind":"Name","value":"credential"}},{"kind":"Field","name":{"kind":"Name","value":"provenance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Source"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"noneReported"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Silence"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"mailingAddress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"elements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lines"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"provenance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Source"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"noneReported"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Silence"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"officeAddress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"elements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lines"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"provenance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Source"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"noneReported"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Silence"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"officePhone"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"elements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"extension"}},{"kind":"Field","name":{"kind":"Name","value":"provenance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Source"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"noneReported"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Silence"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"birth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"elements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"provenance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Source"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"noneReported"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Silence"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"activity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"elements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"majorActivity"}},{"kind":"Field","name":{"kind":"Name","value":"specialty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taxonomyCode"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"primary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provenance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Source"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"noneReported"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Silence"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"membership"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"elements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"provenance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Source"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"noneReported"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Silence"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"npi"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"elements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"enumeratedOn"}},{"kind":"Field","name":{"kind":"Name","value":"deactivatedOn"}},{"kind":"Field","name":{"kind":"Name","value":"reactivatedOn"}},{"kind":"Field","name":{"kind":"Name","value":"provenance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Source"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"noneReported"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Silence"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"education"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"elements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"school"}},{"kind":"Field","name":{"kind":"Name","value":"location"}},{"kind":"Field","name":{"kind":"Name","value":"degree"}},{"kind":"Field","name":{"kind":"Name","value":"degreeType"}},{"kind":"Field","name":{"kind":"Name","value":"enrolledOn"}},{"kind":"Field","name":{"kind":"Name","value":"degreeOn"}},{"kind":"Field","name":{"kind":"Name","value":"verified"}},{"kind":"Field","name":{"kind":"Name","value":"provenance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Source"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"noneReported"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Silence"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"training"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"elements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"institution"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"program"}},{"kind":"Field","name":{"kind":"Name","value":"specialty"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"startedOn"}},{"kind":"Field","name":{"kind":"Name","value":"endedOn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"provenance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Source"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"noneReported"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Silence"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"nationalBoards"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"elements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"board"}},{"kind":"Field","name":{"kind":"Name","value":"examination"}},{"kind":"Field","name":{"kind":"Name","value":"certifiedOn"}},{"kind":"Field","name":{"kind":"Name","value":"provenance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Source"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"noneReported"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Silence"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"licenses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"elements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"jurisdiction"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"issuedOn"}},{"kind":"Field","name":{"kind":"Name","value":"expiresOn"}},{"kind":"Field","name":{"kind":"Name","value":"provenance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Source"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"noneReported"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Silence"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"ecfmg"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"elements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"certifiedOn"}},{"kind":"Field","name":{"kind":"Name","value":"provenance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Source"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"noneReported"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Silence"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"dea"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"elements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"schedules"}},{"kind":"Field","name":{"kind":"Name","value":"expiresOn"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"provenance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Source"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"noneReported"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Silence"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"boardCertifications"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"elements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"board"}},{"kind":"Field","name":{"kind":"Name","value":"certificate"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"duration"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveOn"}},{"kind":"Field","name":{"kind":"Name","value":"expiresOn"}},{"kind":"Field","name":{"kind":"Name","value":"reverificationOn"}},{"kind":"Field","name":{"kind":"Name","value":"participatingInContinuingCertification"}},{"kind":"Field","name":{"kind":"Name","value":"provenance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Source"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"noneReported"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Silence"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"sanctions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"elements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"authority"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"actionOn"}},{"kind":"Field","name":{"kind":"Name","value":"endedOn"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"provenance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Source"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"noneReported"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Silence"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"paProgram"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"elements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"school"}},{"kind":"Field","name":{"kind":"Name","value":"location"}},{"kind":"Field","name":{"kind":"Name","value":"degreeYear"}},{"kind":"Field","name":{"kind":"Name","value":"provenance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Source"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"noneReported"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Silence"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"nccpa"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"elements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"yearGranted"}},{"kind":"Field","name":{"kind":"Name","value":"provenance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Source"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"noneReported"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Silence"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Source"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Provenance"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"lastReportedOn"}},{"kind":"Field","name":{"kind":"Name","value":"retrievedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Silence"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NoneReported"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}}]}}]} as unknown as DocumentNode<ReadProfileQuery, ReadProfileQueryVariables>;
export const ReappointmentsDueDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ReappointmentsDue"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organization"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reappointmentPolicy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cycleMonths"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reappointmentsDue"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clinician"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastPurchasedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastProduct"}},{"kind":"Field","name":{"kind":"Name","value":"product"}},{"kind":"Field","name":{"kind":"Name","value":"dueOn"}},{"kind":"Field","name":{"kind":"Name","value":"daysLeft"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ReappointmentsDueQuery, ReappointmentsDueQueryVariables>;
export const RefreshSessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RefreshSession"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RefreshSessionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refreshSession"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tokens"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RefreshSessionMutation, RefreshSessionMutationVariables>;
export const ReportDiscrepancyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReportDiscrepancy"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReportDiscrepancyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reportDiscrepancy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"discrepancy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"dueOn"}},{"kind":"Field","name":{"kind":"Name","value":"businessDaysLeft"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ReportDiscrepancyMutation, ReportDiscrepancyMutationVariables>;
export const RequestResearchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RequestResearch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestResearchInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestResearch"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"researchRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"dueOn"}},{"kind":"Field","name":{"kind":"Name","value":"businessDaysLeft"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RequestResearchMutation, RequestResearchMutationVariables>;
export const ResetSandboxOrganizationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResetSandboxOrganization"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ResetSandboxOrganizationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resetSandboxOrganization"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organization"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ResetSandboxOrganizationMutation, ResetSandboxOrganizationMutationVariables>;
export const RevokeDeliveryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeDelivery"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"deliveryId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeDelivery"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"deliveryId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"deliveryId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"delivery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RevokeDeliveryMutation, RevokeDeliveryMutationVariables>;
export const RevokeGrantDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeGrant"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevokeGrantInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeGrant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"grant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RevokeGrantMutation, RevokeGrantMutationVariables>;
export const RotateApiKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RotateApiKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RotateApiKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotateApiKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"secret"}},{"kind":"Field","name":{"kind":"Name","value":"apiKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"prefix"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"predecessor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RotateApiKeyMutation, RotateApiKeyMutationVariables>;
export const SearchCliniciansDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SearchClinicians"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ClinicianCriterion"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"searchClinicians"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}},{"kind":"Argument","name":{"kind":"Name","value":"organizationId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"matches"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"matchedOn"}},{"kind":"Field","name":{"kind":"Name","value":"matchedName"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"clinician"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"npi"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"middleName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"suffix"}},{"kind":"Field","name":{"kind":"Name","value":"credential"}},{"kind":"Field","name":{"kind":"Name","value":"birthYear"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}},{"kind":"Field","name":{"kind":"Name","value":"researchDraft"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"searchedBy"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"birthDate"}},{"kind":"Field","name":{"kind":"Name","value":"npi"}},{"kind":"Field","name":{"kind":"Name","value":"ecfmgNumber"}},{"kind":"Field","name":{"kind":"Name","value":"nccpaNumber"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SearchCliniciansQuery, SearchCliniciansQueryVariables>;
export const SignInDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignIn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SignInInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signIn"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tokens"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SignInMutation, SignInMutationVariables>;
export const SimulateClinicianChangeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SimulateClinicianChange"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SimulateClinicianChangeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"simulateClinicianChange"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"licenseStatus"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SimulateClinicianChangeMutation, SimulateClinicianChangeMutationVariables>;
export const SoftwareProvidersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SoftwareProviders"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"softwareProviders"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"website"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<SoftwareProvidersQuery, SoftwareProvidersQueryVariables>;
export const SourcesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"publisher"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"sections"}},{"kind":"Field","name":{"kind":"Name","value":"precedence"}},{"kind":"Field","name":{"kind":"Name","value":"cadenceDays"}},{"kind":"Field","name":{"kind":"Name","value":"freshness"}},{"kind":"Field","name":{"kind":"Name","value":"lastLoad"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"rowsRead"}},{"kind":"Field","name":{"kind":"Name","value":"rowsInserted"}},{"kind":"Field","name":{"kind":"Name","value":"rowsUpdated"}},{"kind":"Field","name":{"kind":"Name","value":"rowsUnchanged"}},{"kind":"Field","name":{"kind":"Name","value":"recordsVanished"}}]}},{"kind":"Field","name":{"kind":"Name","value":"coverage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"section"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}}]}}]}}]}}]} as unknown as DocumentNode<SourcesQuery, SourcesQueryVariables>;
export const StartClinicianLookupDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartClinicianLookup"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartClinicianLookupInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startClinicianLookup"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reused"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<StartClinicianLookupMutation, StartClinicianLookupMutationVariables>;
export const TransactionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Transactions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organization"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"organizationId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountActivity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"month"}},{"kind":"Field","name":{"kind":"Name","value":"openingBalance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cents"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"orderNumber"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cents"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cents"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<TransactionsQuery, TransactionsQueryVariables>;
export const VerifyDocumentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"VerifyDocument"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"documentNumber"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sha256"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verifyDocument"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"documentNumber"},"value":{"kind":"Variable","name":{"kind":"Name","value":"documentNumber"}}},{"kind":"Argument","name":{"kind":"Name","value":"sha256"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sha256"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"documentNumber"}},{"kind":"Field","name":{"kind":"Name","value":"genuine"}},{"kind":"Field","name":{"kind":"Name","value":"matches"}},{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"standing"}},{"kind":"Field","name":{"kind":"Name","value":"supersededBy"}}]}}]}}]} as unknown as DocumentNode<VerifyDocumentQuery, VerifyDocumentQueryVariables>;
export const ViewerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}}]}},{"kind":"Field","name":{"kind":"Name","value":"organizations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"balance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cents"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;
export const WebhookEndpointsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WebhookEndpoints"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"vendorId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendor"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"vendorId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookEndpoints"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"types"}}]}}]}}]}}]} as unknown as DocumentNode<WebhookEndpointsQuery, WebhookEndpointsQueryVariables>;