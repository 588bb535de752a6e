package dev.otagate.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.support.SameOnEveryJdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The screenshots of the console in the documentation. {@code scripts/screenshots.sh} writes them. */
@SameOnEveryJdk
class ScreenshotsIT extends BrowserTest {
    private static final Path IMAGES = Path.of("docs", "images");

    @Test
    void showsTheExplorerAfterACreateAndTheDiagnosis() throws IOException {
        chromium.scheme("light");
        chromium.size(1_400, 910);
        // The first requests of a JVM are slow.
        explore("QueryProduct");
        enter("ProductKey", product);
        for (int i = 0; i < 10; i++) {
            send();
        }
        explore("CreateOTAModule");
        enter("ProductKey", product);
        enter("ModuleName", "ble");
        enter("AliasName", "Bluetooth-5.3");
        enter("Desc", "Bluetooth chip");
        assertThat(send()).contains("Success");
        tab("String to sign");
        chromium.run("document.querySelector('.panel:not([hidden]) .part-legend li:nth-child(3) button').focus()");
        image("console-explorer.png");

        chromium.run("document.querySelector('.key-choice').open = true");
        chromium.type(".key-choice [type=text]", key.accessKeyId());
        chromium.type(".key-choice [type=password]", key.accessKeySecret() + " ");
        assertThat(send()).contains("SignatureDoesNotMatch");
        chromium.size(1_280, 780);
        chromium.page("diagnosis");
        chromium.click("button.row");
        chromium.awaitText(".verdict", "What to do");
        chromium.run("document.activeElement.blur()");
        image("console-diagnosis.png");
    }

    private void image(String name) throws IOException {
        chromium.run("scrollTo(0, 0); for (const animation of document.getAnimations()) { animation.finish(); }");
        if (Boolean.getBoolean("screenshots.write")) {
            Files.write(Files.createDirectories(IMAGES).resolve(name), chromium.screenshot());
        }
        assertThat(IMAGES.resolve(name)).isNotEmptyFile();
        assertThat(Files.readString(Path.of("README.md"))).contains("docs/images/" + name);
    }
}
