package dev.otagate.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otagate.transfer.Export.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A file that is damaged or is no export is rejected with one line, before its first product is returned. */
class ExportFaultTest {
    private static final String HEADER = "{\"record\":\"header\",\"format\":\"otagate-export\",\"version\":1}\n";
    private static final String END = "{\"record\":\"end\"}\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                                        | line 1: the header of an export is missing
            {}                                                        | line 1: the header of an export is missing
            {"record":"header","format":"otagate-export","version":2} | line 1: the version of the format is not 1: a newer otagate may read it
            [1]                                                       | line 1: the header of an export is missing
            otagate-export/2,productKey                               | line 1: the version of the format is not 1: a newer otagate may read it
            otagate-export/1,productKey,colour                        | line 1: there is no column colour
            otagate-export/1,productKey,productKey                    | line 1: a column occurs twice
            """)
    void rejectsAnotherFormatOrVersion(String text, String fault) {
        assertFault(text, fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"record":"module","productKey":"a","moduleName":"b"}  | line 2: the module does not follow its product
            {"record":"product","productName":"a"}                 | line 2: the product has no productKey
            {"record":"product","productKey":"a","productKey":"b"} | line 2: it is not valid JSON: Duplicate field 'productKey'
            {"record":"product","productKey":"a","color":"b"}      | line 2: there is no field color
            {"record":"product","productKey":["a"]}                | line 2: productKey must be a text or a number
            {"record":"product","productKey":"a","nodeType":"x"}   | line 2: nodeType is not a number
            {"record":"product","productKey":"a","gmtCreate":"x"}  | line 2: gmtCreate is not a time such as 2026-11-23T15:51:40Z
            {"record":"thing"}                                     | line 2: the record must be a product, a module or the end
            {"record":"product"                                    | the file is truncated
            nonsense                                               | line 2: it is not valid JSON: Unrecognized token 'nonsense'
            {"record":"end","products":3}                          | line 2: the file has 0 products and 0 modules, not the numbers of this record
            """)
    void rejectsARecordThatIsWrong(String line, String fault) {
        assertFault(HEADER + line + "\n", fault);
    }

    @ParameterizedTest
    @EnumSource
    void rejectsAFileThatIsCutAnywhere(Format format) throws IOException {
        byte[] whole = export(format).getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length - 2; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            // A file is complete with its end record, with or without its last counts and line break.
            if (!new String(cut, StandardCharsets.UTF_8).contains("\nend") || format == Format.NDJSON) {
                assertThatThrownBy(() -> ExportPropertyTest.read(cut))
                        .as("cut after " + length)
                        .isInstanceOf(TransferException.class);
            }
        }
    }

    @Test
    void rejectsAProductOrAModuleThatOccursTwice() {
        String product = "{\"record\":\"product\",\"productKey\":\"a\"}\n";
        String module = "{\"record\":\"module\",\"productKey\":\"a\",\"moduleName\":\"m\"}\n";

        assertFault(HEADER + product + product + END, "the product a occurs twice");
        assertFault(HEADER + product + module + module + END, "line 4: the product a has the module m twice");
        assertFault(HEADER + END + product, "line 2: there are records after the end");
    }

    @Test
    void rejectsAnotherEncoding() {
        byte[] latin = (HEADER + "{\"record\":\"product\",\"productKey\":\"a\",\"productName\":\"Gerät\"}\n" + END)
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> ExportPropertyTest.read(latin)).hasMessageEndingWith(": it is not in UTF-8");
        assertThatThrownBy(() -> ExportPropertyTest.read(HEADER.getBytes(StandardCharsets.UTF_16)))
                .hasMessageEndingWith(": it is not in UTF-8");
    }

    @ParameterizedTest
    @EnumSource
    void rejectsAHugeLine(Format format) throws IOException {
        String huge = "x".repeat(2_000_000);
        String text = export(format).replace("line", huge);

        assertThatThrownBy(() -> ExportPropertyTest.read(text))
                .isInstanceOf(TransferException.class)
                .satisfies(
                        fault -> assertThat(fault.getMessage()).hasLineCount(1).hasSizeLessThan(300));
    }

    @Test
    void rejectsAFileThatIsNotThere() {
        assertThatThrownBy(() -> FileSource.of(Path.of("no-such-file")))
                .isInstanceOf(TransferException.class)
                .hasMessage("no-such-file: there is no such file");
    }

    @Test
    void readsRowsThatAPersonWrote() {
        List<ProductContent> read = ExportPropertyTest.read("""
                otagate-export/1;productKey;moduleName;desc;productName
                product;pk1;;;Lamp

                module;pk1;ble;"two
                lines; one module"
                product;pk2
                end
                """);

        assertThat(read).hasSize(2);
        assertThat(read.get(0).product().name()).isEqualTo("Lamp");
        assertThat(read.get(0).modules().get(0).desc()).contains("two\nlines; one module");
        assertThat(read.get(1).product().name()).isEqualTo("pk2");
    }

    @Test
    void readsRowsThatASpreadsheetFilledUp() {
        List<ProductContent> read = ExportPropertyTest.read("""
                otagate-export/1,productKey,moduleName,desc,emptyDesc,,
                product,pk1,,,,,
                ,,,,,,
                module,pk1,ble,,YES,,
                end,,,,,,
                ,,,,,,
                """);

        assertThat(read).hasSize(1);
        assertThat(read.get(0).modules().get(0).desc()).contains("");
        assertFault(
                "otagate-export/1,productKey,\nproduct,pk1,x\n", "line 2: it has more cells than there are columns");
        assertFault(
                "otagate-export/1,productKey,moduleName,emptyDesc\nproduct,pk1\nmodule,pk1,ble,no\n",
                "line 3: emptyDesc must be yes or empty");
    }

    private static String export(Format format) throws IOException {
        return ExportPropertyTest.write(
                List.of(
                        new ProductContent(
                                Contents.plain("a1", "产品_1"),
                                List.of(
                                        Contents.module("a1", "m1", "a \"line\"\r\n蓝𝄞"),
                                        Contents.module("a1", "m2", ""))),
                        new ProductContent(Contents.plain("a2", "name_2"), List.of())),
                format);
    }

    private static void assertFault(String text, String fault) {
        assertThatThrownBy(() -> ExportPropertyTest.read(text))
                .isInstanceOf(TransferException.class)
                .satisfies(thrown ->
                        assertThat(thrown.getMessage()).hasLineCount(1).contains(fault));
    }
}
