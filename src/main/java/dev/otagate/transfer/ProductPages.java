package dev.otagate.transfer;

import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads QueryProductList. Its pages shift if products are created or deleted meanwhile, and its numbers may be wrong. So each pass reads
 * until there is no further product, and passes are repeated until one finds nothing new: a product can move to a page that was read
 * before, while the total stays the same. Memory grows with the ProductKeys alone.
 */
final class ProductPages {
    private static final int PAGE_SIZE = 200;
    private static final int MAX_PASSES = 5;
    private static final int MAX_PAGES = 100_000;

    private final ApiClient client;
    private final Set<String> seen = new HashSet<>();
    private Set<String> previous = Set.of();
    private OptionalLong total = OptionalLong.empty();
    private boolean totalChanged;
    private int pass = 1;
    private int page;
    private int seenInPass;
    private int newInPass;
    private boolean ended;
    private boolean unsettled;

    ProductPages(ApiClient client) {
        this.client = client;
    }

    /** The number of products that the source gave last. */
    OptionalLong total() {
        return total;
    }

    /** A sentence if products may be missing. */
    Optional<String> warning() {
        if (unsettled) {
            return Optional.of("the source creates products all the time: copy again");
        }
        return ended && total.isPresent() && total.getAsLong() != seen.size()
                ? Optional.of(
                        "the source says that it has " + total.getAsLong() + " products, but lists " + seen.size())
                : Optional.empty();
    }

    /** Whether all products have been returned. */
    boolean ended() {
        return ended;
    }

    /** Returns the products of the next page that no page had before; may be none. */
    List<ListedProduct> next() {
        page++;
        ApiResponse response = client.query(
                "QueryProductList",
                Map.of("CurrentPage", Integer.toString(page), "PageSize", Integer.toString(PAGE_SIZE)));
        if (!response.success()) {
            throw new TransferException(
                    "the source rejects QueryProductList: " + response.code() + ": " + response.message());
        }
        Object data = response.data().orElseGet(JsonObject::new);
        List<ListedProduct> products = LenientJson.list(data).stream()
                .map(ListedProduct::of)
                .filter(product -> !product.productKey().isEmpty())
                .toList();
        List<ListedProduct> fresh = products.stream()
                .filter(product -> seen.add(product.productKey()))
                .toList();
        seenInPass += products.size();
        newInPass += fresh.size();
        Set<String> keys = new HashSet<>();
        products.forEach(product -> keys.add(product.productKey()));
        long pages = data instanceof JsonObject object ? readNumbers(object) : 0;
        boolean last = page >= pages;
        // An endpoint may repeat its last page for each further number.
        boolean repeated = fresh.isEmpty() && (last || keys.equals(previous));
        if (products.isEmpty() || repeated || last && isWhole() || page == MAX_PAGES) {
            endPass();
        } else {
            previous = keys;
        }
        return fresh;
    }

    // Returns the number of pages, 0 if it is unknown.
    private long readNumbers(JsonObject data) {
        OptionalLong read = LenientJson.number(data, "total");
        totalChanged |= total.isPresent() && !total.equals(read);
        total = read;
        return LenientJson.number(data, "pageCount").orElse(0);
    }

    // Whether this pass has returned as many products as the source says throughout.
    private boolean isWhole() {
        return total.isPresent() && total.getAsLong() == seenInPass && !totalChanged;
    }

    private void endPass() {
        // The products of a single page cannot move.
        boolean settled = pass > 1 ? newInPass == 0 : page == 1 && isWhole();
        ended = settled || pass == MAX_PASSES;
        unsettled = ended && !settled;
        pass++;
        page = 0;
        seenInPass = 0;
        newInPass = 0;
        totalChanged = false;
        previous = Set.of();
    }
}
