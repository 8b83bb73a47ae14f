import { Field, ObjectType } from 'type-graphql'
import { UserError } from '../graphql/user-error.js'
import { ResearchRequestType } from './research-request.type.js'

const USER_ERRORS = 'What is wrong with the request; nothing was done then.'
const AS_IT_IS = 'As it is now; null if something was wrong.'

@ObjectType({ description: 'Answer of `requestResearch`.' })
export class RequestResearchPayload {
  @Field(() => ResearchRequestType, { nullable: true, description: 'The request; null if something was wrong.' })
  researchRequest!: ResearchRequestType | null

  @Field(() => Boolean, {
    description:
      'Whether the organization had asked for the same before and it is not answered yet: this is that request, and nothing of yours was added to it.',
  })
  replayed!: boolean

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `withdrawResearchRequest`.' })
export class WithdrawResearchRequestPayload {
  @Field(() => ResearchRequestType, { nullable: true, description: AS_IT_IS })
  researchRequest!: ResearchRequestType | null

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `startResearch`.' })
export class StartResearchPayload {
  @Field(() => ResearchRequestType, { nullable: true, description: AS_IT_IS })
  researchRequest!: ResearchRequestType | null

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `delayResearchRequest`.' })
export class DelayResearchRequestPayload {
  @Field(() => ResearchRequestType, { nullable: true, description: AS_IT_IS })
  researchRequest!: ResearchRequestType | null

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: UserError[]
}

@ObjectType({ description: 'Answer of `answerResearchRequest`.' })
export class AnswerResearchRequestPayload {
  @Field(() => ResearchRequestType, { nullable: true, description: AS_IT_IS })
  researchRequest!: ResearchRequestType | null

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: UserError[]
}
