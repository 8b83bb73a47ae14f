/**
 * What a field belongs to, as its service gave it: `@Root() order: Parent<OrderType>`. Of a parameter whose type is a class,
 * type-graphql makes an instance for each field and each row, property by property.
 */
export type Parent<Type> = Readonly<Type>
