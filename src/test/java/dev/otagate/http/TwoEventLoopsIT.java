package dev.otagate.http;

class TwoEventLoopsIT extends EventLoopsTest {
    @Override
    int eventLoops() {
        return 2;
    }
}
