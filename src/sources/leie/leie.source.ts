/** The source's name as it is printed beside each element. */
export const LEIE = 'OIG LEIE'
