using App.Core.Results;

namespace App.Core.Batches;

/// <summary>What can be wrong with a call that works on many things at once.</summary>
[ErrorCatalogue]
public static class BulkErrors
{
    /// <summary>ERR_BULK_001.</summary>
    public static readonly ErrorDefinition Empty = new(
        "ERR_BULK_001", "Nothing to do", ErrorKind.Validation, 400,
        "The call has no items. Nothing was done.", "Send at least one item.");

    /// <summary>ERR_BULK_002.</summary>
    public static readonly ErrorDefinition TooMany = new(
        "ERR_BULK_002", "Too many items", ErrorKind.Validation, 400,
        "The call has more items than one call may have. Nothing was done.", "Send them in several calls; the message names the limit.");

    /// <summary>ERR_BULK_003.</summary>
    public static readonly ErrorDefinition Doubled = new(
        "ERR_BULK_003", "Items doubled", ErrorKind.Validation, 400,
        "Items of the call have one name or one account name. They are compared without regard to case and surrounding spaces. Nothing was done.",
        "Give each item a name and an account name of its own; the message names the items.");

    /// <summary>ERR_BULK_004.</summary>
    public static readonly ErrorDefinition ItemInvalid = new(
        "ERR_BULK_004", "Item breaks a rule", ErrorKind.Validation, 400,
        "At least one item has a field that breaks a rule. Nothing was done; all faults of all items are listed.",
        "Mend each fault, which names its item by index from 0, its field and what was found, and send the call again.");

    /// <summary>ERR_BULK_005.</summary>
    public static readonly ErrorDefinition NameTaken = new(
        "ERR_BULK_005", "Name already used", ErrorKind.Conflict, 409,
        "You already have an active portfolio of that name or for an account of that name. Nothing was done.",
        "Leave out what is there already, or choose other names; the message names the items.");

    /// <summary>ERR_BULK_006.</summary>
    public static readonly ErrorDefinition SearchInvalid = new(
        "ERR_BULK_006", "Search not possible", ErrorKind.Validation, 400,
        "What the list was asked for breaks a rule: a name and a part of a name at once, an empty one, or a page out of bounds.",
        "Ask for name or name_like, not both, with at least one character; limit is 1 to 1,000 and offset 0 or more.");

    /// <summary>ERR_BULK_007.</summary>
    public static readonly ErrorDefinition BodyTooLarge = new(
        "ERR_BULK_007", "Body too large", ErrorKind.Validation, 413,
        "The body of the call is larger than one call may be. Nothing was done.", "Send the items in several calls; the message names the limit.");
}
