package io.github.koresimroutes.callback;

/**
 * Why a request is refused: the HTTP status and the reason that the client is told, and where it is
 * another, the one that is logged.
 */
public enum Refusal {

    /** Only where the settings have changed since: nothing else serves such a request. */
    NO_ENDPOINT(404, "nothing here", "its endpoint is not in the settings any more"),
    METHOD(405, "the method is not allowed"),
    CONTENT_TYPE(415, "Content-Type must be application/x-www-form-urlencoded or application/json"),
    SIGNATURE_MISSING(401, "Kore-Signature is missing or empty"),
    SIGNATURE_REPEATED(401, "Kore-Signature must be given once"),
    SIGNATURE_WRONG(401, "Kore-Signature does not match"),
    /** The client is told the same as of a wrong signature: whoever has one account's secret is not
     * to learn which other accounts there are. */
    SECRET_OF_ANOTHER_ACCOUNT(401, SIGNATURE_WRONG.reason,
            "signed with the secret of another account"),
    /** Signed, and yet it is not plain for whom; the client is told the same for the same reason. */
    ACCOUNT_MISSING(401, SIGNATURE_WRONG.reason,
            "signed, but the form names no account, and several have secrets"),
    TOKEN_REPEATED(401, "Kore-Idempotency-Token must be given at most once"),
    DATE_REPEATED(401, "Date must be given at most once"),
    DATE_FAR(401, "Date is too far from the present time"),
    FORM_BYTES(400, "the form holds bytes that no form body holds"),
    FORM_ESCAPES(400, "the form holds a malformed percent escape"),
    FORM_TEXT(400, "the form is not UTF-8"),
    FORM_REPEATED(400, "the form repeats a parameter"),
    FORM_SIZE(400, "the form has too many or too long parameters"),
    JSON_STRICT(400, "the body is not one strict JSON document"),
    GET_BODY(400, "a GET callback has no body"),
    /** Nobody signs the query of a GET callback, so this tells of no forgery. */
    GET_QUERY(400, "the query is not a strict form");

    private final int status;
    private final String reason;
    private final String logged;

    Refusal(int status, String reason) {
        this(status, reason, reason);
    }

    Refusal(int status, String reason, String logged) {
        this.status = status;
        this.reason = reason;
        this.logged = logged;
    }

    /** The HTTP status to answer with, 4xx. */
    public int status() {
        return status;
    }

    /** One line of fixed text, for the client. */
    public String reason() {
        return reason;
    }

    /** One line of fixed text, for the log. */
    public String logged() {
        return logged;
    }

    /** Whether somebody signed it who has one of our secrets, or captured what they signed. */
    public boolean signed() {
        return signedButMalformed() || this == SECRET_OF_ANOTHER_ACCOUNT || this == ACCOUNT_MISSING;
    }

    /**
     * Whether the body carried KORE's signature and yet is nothing that KORE sends: a forgery by
     * length extension looks like this.
     */
    public boolean signedButMalformed() {
        return status == 400 && this != GET_QUERY;
    }
}
