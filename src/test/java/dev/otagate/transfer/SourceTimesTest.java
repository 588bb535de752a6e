package dev.otagate.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTimesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2019-02-20T02:16Z|2019-02-20T02:16:00Z",
                "2019-02-20T02:16:09Z|2019-02-20T02:16:09Z",
                "2019-02-20T02:16:09.123Z|2019-02-20T02:16:09.123Z",
                "2019-02-20T10:16:09.123+08:00|2019-02-20T02:16:09.123Z",
                "2019-02-20T10:16:09+0800|2019-02-20T02:16:09Z",
                "2019-02-20 02:16:09|2019-02-20T02:16:09Z",
                "2019-02-20 T02:16Z|2019-02-20T02:16:00Z",
                "'Wed, 20 Feb 2019 02:16:09 GMT'|2019-02-20T02:16:09Z",
                "'Wed, 20-Feb-2019 02:16:09 GMT'|2019-02-20T02:16:09Z",
                "1550628969000|2019-02-20T02:16:09Z",
                "1550628969|2019-02-20T02:16:09Z"
            })
    void readsTheTimesOfTheContractAndOfAlibabasPages(String text, Instant time) {
        assertThat(SourceTimes.parse(text)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2019-13-20T02:16Z", "-5", "99999999999999999999", "2019-02-20"})
    void readsNothingElse(String text) {
        assertThat(SourceTimes.parse(text)).isEmpty();
    }
}
