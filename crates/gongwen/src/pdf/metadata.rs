//! The metadata of a file: Info, XMP and the claims to conform to PDF/A-2a (ISO 19005-2, 6.6) and PDF/UA-1 (ISO 14289-1, 5).

use jiff::civil::Date;
use lopdf::{Dictionary, Document, Object, Stream, StringFormat, dictionary};

use super::deflate::deflated;
use super::profile;
use crate::typeset::Pages;

/// The program that made the file.
const PROGRAM: &str = concat!("duban ", env!("CARGO_PKG_VERSION"));
/// The language of the documents.
const LANGUAGE: &str = "zh-CN";
/// Beijing's time zone, in which letters are dated.
const TIME_ZONE: &str = "+08:00";

/// The description of the schema of PDF/UA, which PDF/A does not know of itself (ISO 19005-2, 6.6.2.3).
const UA_SCHEMA: &str = "\
<rdf:Description rdf:about=\"\"
xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"
xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"
xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
";

/// The metadata in both Info and XMP, which must agree.
struct Metadata {
    title: String,
    author: String,
    /// The words of the watermark; empty for none.
    watermark: String,
    date: Date,
}

/// Adds metadata and the output intent.
pub(super) fn add(document: &mut Document, pages: &Pages, date: Date) -> Result<(), lopdf::Error> {
    let metadata = Metadata {
        title: printable(&pages.title),
        author: printable(&pages.author),
        watermark: printable(&pages.watermark),
        date,
    };
    let info = document.trailer.get(b"Info")?.as_reference()?;
    document.set_object(info, metadata.info());
    let xmp = Stream::new(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        metadata.xmp().into_bytes(),
    );
    let xmp = document.add_object(xmp);
    let profile = Stream::new(
        dictionary! { "N" => 3, "Alternate" => "DeviceRGB", "Filter" => "FlateDecode" },
        deflated(&profile::srgb()),
    );
    let profile = document.add_object(profile);
    let catalog = document.catalog_mut()?;
    catalog.set("Lang", Object::string_literal(LANGUAGE));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("Metadata", xmp);
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB IEC61966-2.1"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "RegistryName" => Object::string_literal("http://www.color.org"),
        "DestOutputProfile" => profile,
    };
    catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);
    Ok(())
}

/// Returns the text without control characters and noncharacters, which neither XML nor a window's title
/// can hold.
fn printable(text: &str) -> String {
    let is_unusable =
        |char: char| char.is_control() || matches!(u32::from(char) & 0xFFFF, 0xFFFE | 0xFFFF);
    text.chars().map(|char| if is_unusable(char) { ' ' } else { char }).collect()
}

impl Metadata {
    fn info(&self) -> Dictionary {
        let day = self.date.strftime("D:%Y%m%d000000+08'00'").to_string();
        let mut info = Dictionary::new();
        let texts =
            [("Title", &self.title), ("Author", &self.author), ("Subject", &self.watermark)];
        for (key, text) in texts {
            if !text.is_empty() {
                info.set(key, text_string(text));
            }
        }
        for key in ["Creator", "Producer"] {
            info.set(key, Object::string_literal(PROGRAM));
        }
        for key in ["CreationDate", "ModDate"] {
            info.set(key, Object::string_literal(day.as_str()));
        }
        info
    }

    fn xmp(&self) -> String {
        let (title, author) = (escaped(&self.title), escaped(&self.author));
        let title = if title.is_empty() {
            title
        } else {
            format!(
                "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li>\
                 <rdf:li xml:lang=\"{LANGUAGE}\">{title}</rdf:li></rdf:Alt></dc:title>\n"
            )
        };
        let author = if author.is_empty() {
            author
        } else {
            format!("<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n")
        };
        let watermark = escaped(&self.watermark);
        let watermark = if watermark.is_empty() {
            watermark
        } else {
            format!(
                "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{watermark}</rdf:li>\
                 </rdf:Alt></dc:description>\n"
            )
        };
        let day = format!("{}T00:00:00{TIME_ZONE}", self.date);
        format!(
            "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
             <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
             <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
             <rdf:Description rdf:about=\"\"\n\
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n\
             xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n\
             xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"\n\
             xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"\n\
             xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n\
             <dc:format>application/pdf</dc:format>\n\
             {title}{author}{watermark}\
             <dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>\n\
             <pdf:Producer>{PROGRAM}</pdf:Producer>\n\
             <pdfaid:part>2</pdfaid:part>\n\
             <pdfaid:conformance>A</pdfaid:conformance>\n\
             <pdfuaid:part>1</pdfuaid:part>\n\
             <xmp:CreateDate>{day}</xmp:CreateDate>\n\
             <xmp:CreatorTool>{PROGRAM}</xmp:CreatorTool>\n\
             <xmp:ModifyDate>{day}</xmp:ModifyDate>\n\
             </rdf:Description>\n\
             {UA_SCHEMA}\
             </rdf:RDF>\n\
             </x:xmpmeta>\n\
             <?xpacket end=\"r\"?>"
        )
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Makes a text string in UTF-16 (ISO 32000-1, 7.9.2.2).
fn text_string(text: &str) -> Object {
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}
