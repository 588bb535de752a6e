package dev.otagate.management;

/** Why a request is rejected that is neither HTTP/1.0 nor HTTP/1.1. */
final class UnsupportedVersion extends Exception {
    private static final long serialVersionUID = 1L;

    UnsupportedVersion() {
        super("neither HTTP/1.0 nor HTTP/1.1", null, false, false);
    }
}
