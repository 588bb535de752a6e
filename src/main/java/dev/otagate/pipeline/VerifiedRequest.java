package dev.otagate.pipeline;

import dev.otagate.account.Account;
import dev.otagate.limit.RateLimit;
import java.util.UUID;

/**
 * A request with a correct signature.
 *
 * @param account that of its access key
 * @param quota the account's
 * @param nonceHash its nonce, as the nonce ledger has it
 */
record VerifiedRequest(ParsedRequest parsed, Account account, RateLimit quota, UUID nonceHash) {}
