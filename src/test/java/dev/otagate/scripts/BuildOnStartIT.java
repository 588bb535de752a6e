package dev.otagate.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What run.sh builds before it starts a gateway, with stubs for Maven and Java. */
@SameOnEveryJdk
class BuildOnStartIT {
    @TempDir
    private Path directory;

    private Script script;

    @BeforeEach
    void copy() throws IOException {
        script = Script.copied(directory, "a clone");
        script.makeRepository();
    }

    @Test
    void aGatewayIsStartedSoThatItEndsWhenItIsOutOfMemory() throws Exception {
        script.stub("java", "[ \"$1\" = -version ] || exit 3");

        Script.Run run = script.run(Map.of(), "run.sh");

        assertThat(run.status()).isEqualTo(3);
        assertThat(script.started())
                .anySatisfy(
                        line -> assertThat(line)
                                .startsWith(
                                        "java -XX:+ExitOnOutOfMemoryError -Xmx320m -jar target/otagate.jar serve --first-key="));
    }

    @Test
    void theJarIsBuiltOnlyIfWhatGoesIntoItHasChanged() throws Exception {
        script.stub("java", "exit 0");
        script.stub("javac", "exit 0");
        script.stub("mvn", "mkdir -p target; echo jar >" + Script.JAR);

        assertThat(builds("the jar is newer")).isZero();
        script.touch("src/test/Test.java", 10);
        assertThat(builds("a test was touched")).isZero();
        script.touch("src/main/Main.java", 10);
        assertThat(builds("a source is newer than the jar, which somebody else built"))
                .isOne();
        assertThat(builds("it has just been built")).isZero();
        script.touch("src/main/Main.java", 20);
        assertThat(builds("a source was touched")).isZero();
        Files.writeString(script.root().resolve("src/main/Main.java"), "changed");
        script.touch("src/main/Main.java", -1000);
        assertThat(builds("a source has another content, with an old time")).isOne();
        Files.writeString(script.root().resolve("src/main/Other.java"), "");
        assertThat(builds("a source was added")).isOne();
        Files.delete(script.root().resolve("src/main/Other.java"));
        assertThat(builds("a source was removed")).isOne();
        Files.writeString(script.root().resolve("pom.xml"), "<project>changed</project>");
        assertThat(builds("pom.xml has changed")).isOne();
    }

    @Test
    void aBuildThatFailsIsReportedAndTriedAgain() throws Exception {
        script.touch("src/main/Main.java", 10);
        script.stub("java", "exit 0");
        script.stub("javac", "exit 0");
        script.stub("mvn", "touch " + Script.JAR + "; echo '[ERROR] there is a fault'; exit 1");

        Script.Run run = script.run(Map.of(), "run.sh");

        assertThat(run.status()).isOne();
        assertThat(run.err()).contains("[ERROR] there is a fault").endsWith("its output is in target/build.log\n");
        script.stub("mvn", "touch " + Script.JAR);
        assertThat(builds("the jar of an interrupted build is not used")).isOne();
    }

    private long builds(String when) throws Exception {
        long before = mavenCalls();
        Script.Run run = script.run(Map.of(), "run.sh");
        assertThat(run.status()).as(when + ": " + run.err()).isZero();
        return mavenCalls() - before;
    }

    private long mavenCalls() throws IOException {
        return script.started().stream().filter(line -> line.startsWith("mvn ")).count();
    }
}
