using App.Core.Results;

namespace App.Core.Idempotency;

/// <summary>What can be wrong with a key of a call that may be repeated.</summary>
[ErrorCatalogue]
public static class IdempotencyErrors
{
    /// <summary>IDEMPOTENCY_KEY_INVALID.</summary>
    public static readonly ErrorDefinition Invalid = new(
        "IDEMPOTENCY_KEY_INVALID", "Idempotency key not usable", ErrorKind.Validation, 400,
        "The header Idempotency-Key is there and cannot be used as a key. Nothing was done.",
        "Send one key of 1 to 255 visible ASCII characters, such as a UUID, or leave the header out.");

    /// <summary>IDEMPOTENCY_KEY_REUSED.</summary>
    public static readonly ErrorDefinition Reused = new(
        "IDEMPOTENCY_KEY_REUSED", "Idempotency key used for something else", ErrorKind.Conflict, 422,
        "A call with this key was made before at the same address, with another body or query. Nothing was done.",
        "Give each thing that is to be done a key of its own, and repeat the very same call with the same key. Keys are kept for 7 days.");

    /// <summary>IDEMPOTENCY_KEY_IN_USE.</summary>
    public static readonly ErrorDefinition InUse = new(
        "IDEMPOTENCY_KEY_IN_USE", "The first call is under way", ErrorKind.Conflict, 409,
        "A call with this key is being worked on, here or at another node. This one did nothing.",
        "Repeat it after the seconds that Retry-After names: it then gets the reply of the first.");
}
