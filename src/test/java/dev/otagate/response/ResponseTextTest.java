package dev.otagate.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otagate.parameter.Format;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class ResponseTextTest {
    private static final int BLOCK = 4_096;

    @Test
    void everyCharacterSurvivesJson() throws IOException {
        for (int first = 0; first <= Character.MAX_CODE_POINT; first += BLOCK) {
            String text = block(first);
            byte[] body = encoded(Format.JSON, text);

            assertThat(new ObjectMapper().readTree(body).get("text").asText().equals(text))
                    .as("from %x", first)
                    .isTrue();
        }
    }

    @Test
    void everyCharacterThatXmlHasSurvivesXmlAndTheOthersAreReplaced() throws Exception {
        for (int first = 0; first <= Character.MAX_CODE_POINT; first += BLOCK) {
            String text = block(first);
            byte[] body = encoded(Format.XML, text);

            String read = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(body))
                    .getElementsByTagName("text")
                    .item(0)
                    .getTextContent();
            assertThat(read.equals(asXmlHasIt(text))).as("from %x", first).isTrue();
        }
    }

    @Test
    void aCarriageReturnIsWrittenAsAReference() {
        assertThat(new String(encoded(Format.XML, "a\r\nb\r"), StandardCharsets.UTF_8))
                .contains("<text>a&#13;\nb&#13;</text>");
    }

    private static byte[] encoded(Format format, String text) {
        Document document = new Document("root", Map.of("text", text));
        EncodedResponse encoded = format == Format.JSON ? JsonEncoder.encode(document) : XmlEncoder.encode(document);
        return encoded.body().getBytes();
    }

    // XML 1.0, 2.2: Char.
    private static String asXmlHasIt(String text) {
        StringBuilder expected = new StringBuilder();
        text.codePoints()
                .map(c -> c < 0x20 && c != '\t' && c != '\n' && c != '\r' || c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c)
                .forEach(expected::appendCodePoint);
        return expected.toString();
    }

    private static String block(int first) {
        StringBuilder block = new StringBuilder("\r\n\r]]>&<\"");
        for (int c = first; c < first + BLOCK; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                block.appendCodePoint(c);
            }
        }
        return block.toString();
    }
}
