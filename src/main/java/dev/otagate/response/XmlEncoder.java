package dev.otagate.response;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a response as XML 1.0, a list as one element for each of its records. A character that XML cannot hold becomes U+FFFD, and a
 * carriage return a reference.
 */
final class XmlEncoder {
    // Half a surrogate pair is not in XML, either.
    private static final Pattern NOT_IN_XML =
            Pattern.compile("[^\\t\\n\\r\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private XmlEncoder() {}

    static EncodedResponse encode(Document document) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(256);
        try {
            XMLStreamWriter writer = FACTORY.createXMLStreamWriter(body, "UTF-8");
            writer.writeStartDocument("UTF-8", "1.0");
            write(writer, document.root(), document.fields());
            writer.writeEndDocument();
            writer.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a response is no XML", e);
        }
        return new EncodedResponse("text/xml;charset=utf-8", Buffer.buffer(body.toByteArray()));
    }

    private static void write(XMLStreamWriter writer, String name, Object value) throws XMLStreamException {
        if (value instanceof List<?> records) {
            for (Object each : records) {
                write(writer, name, each);
            }
            return;
        }
        writer.writeStartElement(name);
        if (value instanceof Map<?, ?> fields) {
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                write(writer, field.getKey().toString(), field.getValue());
            }
        } else {
            writeText(writer, NOT_IN_XML.matcher(value.toString()).replaceAll("\uFFFD"));
        }
        writer.writeEndElement();
    }

    // A parser reads a raw carriage return as a line feed.
    private static void writeText(XMLStreamWriter writer, String value) throws XMLStreamException {
        int start = 0;
        for (int end = value.indexOf('\r'); end >= 0; end = value.indexOf('\r', start)) {
            writer.writeCharacters(value.substring(start, end));
            writer.writeEntityRef("#13");
            start = end + 1;
        }
        writer.writeCharacters(value.substring(start));
    }
}
