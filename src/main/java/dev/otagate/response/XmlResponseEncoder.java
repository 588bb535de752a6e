package dev.otagate.response;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** XML 1.0 by the JDK's streaming writer; a character that XML cannot hold becomes U+FFFD, and a carriage return a reference. */
final class XmlResponseEncoder implements ResponseEncoder {
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final ByteArrayOutputStream body = new ByteArrayOutputStream(256);
    private final XMLStreamWriter writer;

    XmlResponseEncoder() {
        try {
            writer = FACTORY.createXMLStreamWriter(body, "UTF-8");
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void start(String root) {
        write(() -> {
            writer.writeStartDocument("UTF-8", "1.0");
            writer.writeStartElement(root);
        });
    }

    @Override
    public void text(String name, String value) {
        write(() -> {
            writer.writeStartElement(name);
            writeText(writable(value));
            writer.writeEndElement();
        });
    }

    @Override
    public void bool(String name, boolean value) {
        text(name, Boolean.toString(value));
    }

    @Override
    public void number(String name, long value) {
        text(name, Long.toString(value));
    }

    @Override
    public void startList(String name) {
        // The elements of a list stand beside each other, without one around them.
    }

    @Override
    public void endList() {
        // See startList.
    }

    @Override
    public void startRecord(String name, boolean inList) {
        write(() -> writer.writeStartElement(name));
    }

    @Override
    public void endRecord() {
        write(writer::writeEndElement);
    }

    @Override
    public EncodedResponse end() {
        write(() -> {
            writer.writeEndElement();
            writer.writeEndDocument();
            writer.close();
        });
        return new EncodedResponse("text/xml;charset=utf-8", Buffer.buffer(body.toByteArray()));
    }

    // A parser reads a raw carriage return as a line feed.
    private void writeText(String value) throws XMLStreamException {
        int start = 0;
        for (int end = value.indexOf('\r'); end >= 0; end = value.indexOf('\r', start)) {
            writer.writeCharacters(value.substring(start, end));
            writer.writeEntityRef("#13");
            start = end + 1;
        }
        writer.writeCharacters(value.substring(start));
    }

    private static String writable(String value) {
        return value.codePoints().allMatch(XmlResponseEncoder::isXmlCharacter)
                ? value
                : value.codePoints()
                        .map(c -> isXmlCharacter(c) ? c : 0xFFFD)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static boolean isXmlCharacter(int c) {
        return c >= 0x20 && c <= 0xD7FF
                || c == '\t'
                || c == '\n'
                || c == '\r'
                || c >= 0xE000 && c <= 0xFFFD
                || c > 0xFFFF;
    }

    // A byte array does not fail to be written to, and the elements are well nested.
    private static void write(Step step) {
        try {
            step.run();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws XMLStreamException;
    }
}
