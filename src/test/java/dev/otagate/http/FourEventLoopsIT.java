package dev.otagate.http;

class FourEventLoopsIT extends EventLoopsTest {
    @Override
    int eventLoops() {
        return 4;
    }
}
