package dev.otagate.pipeline;

import dev.otagate.account.Account;
import dev.otagate.limit.RateLimit;
import java.util.UUID;

/**
 * A request with a correct signature.
 *
 * @param account the account of its access key
 * @param quota the quota of the account
 * @param nonceHash the hash of its nonce, as in the nonce ledger
 */
record VerifiedRequest(ParsedRequest parsed, Account account, RateLimit quota, UUID nonceHash) {}
