/** What the file says of itself, twice: in its information dictionary and as XMP. */
export interface DocumentFacts {
  title: string
  subject: string
  author: string
  creator: string
  producer: string
  /** RFC 3066. */
  language: string
  at: Date | null
}

/**
 * The facts as XMP (ISO 16684-1), and of which standards the file is: PDF/A-3 level A (ISO 19005-3) and PDF/UA-1
 * (ISO 14289-1). PDF/A knows no property of PDF/UA, so its schema has to be described along (ISO 19005-3, 6.6.2.3).
 */
export function xmpPacket(facts: DocumentFacts): string {
  const at = facts.at?.toISOString().replace(/\.\d+Z$/, 'Z')
  const dates = ['xmp:CreateDate', 'xmp:ModifyDate', 'xmp:MetadataDate'].map((name) => element(name, at ?? ''))
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="${UA_NAMESPACE}">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt>${element('rdf:li xml:lang="x-default"', facts.title)}</rdf:Alt></dc:title>
<dc:description><rdf:Alt>${element('rdf:li xml:lang="x-default"', facts.subject)}</rdf:Alt></dc:description>
<dc:creator><rdf:Seq>${element('rdf:li', facts.author)}</rdf:Seq></dc:creator>
<dc:language><rdf:Bag>${element('rdf:li', facts.language)}</rdf:Bag></dc:language>
${element('xmp:CreatorTool', facts.creator)}
${at === undefined ? '' : dates.join('\n')}
${element('pdf:Producer', facts.producer)}
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
${UA_SCHEMA}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>`
}

const UA_NAMESPACE = 'http://www.aiim.org/pdfua/ns/id/'
const UA_SCHEMA = `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>${UA_NAMESPACE}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>`

function element(name: string, text: string): string {
  const [tag = name] = name.split(' ')
  return `<${name}>${escaped(text)}</${tag}>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
