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
        "Items of the call have one name or one account name, compared without regard to case and surrounding spaces, or change the same row.",
        "Give each item a name and an account name of its own, and each row one item; the message names the items.");

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

    /// <summary>ERR_BULK_008.</summary>
    public static readonly ErrorDefinition FormInvalid = new(
        "ERR_BULK_008", "Bulk call not usable", ErrorKind.Validation, 400,
        "The call as a whole cannot be read: its operation, on_error, batch_size, match or where is none of those there are. Nothing was done.",
        "Mend what the message names; the guide for programs shows a call of each kind.");

    /// <summary>ERR_BULK_009.</summary>
    public static readonly ErrorDefinition NoSuchRow = new(
        "ERR_BULK_009", "No such row", ErrorKind.NotFound, 404,
        "What an item changes is not there: no row has the key or the id that it names.",
        "Read what is stored and name a row of it, or use upsert, which makes what is not there.");

    /// <summary>ERR_BULK_010.</summary>
    public static readonly ErrorDefinition KeyTaken = new(
        "ERR_BULK_010", "Key already used", ErrorKind.Conflict, 409,
        "There is a row of the key that an item was to make, or another item of the call made it.",
        "Leave the item out, give it another lot, or use upsert, which takes the place of what is there.");

    /// <summary>ERR_BULK_011.</summary>
    public static readonly ErrorDefinition ConditionNotMet = new(
        "ERR_BULK_011", "Condition not met", ErrorKind.Conflict, 409,
        "The row is not as the condition of its item asks for. It was left as it is.",
        "Read the row and decide anew.");

    /// <summary>ERR_BULK_012.</summary>
    public static readonly ErrorDefinition Superseded = new(
        "ERR_BULK_012", "A later item wins", ErrorKind.Conflict, 409,
        "A later item of the call has the same key: that one was written, this one was not.",
        "Send one item for each key, if this one was the one that was meant.");

    /// <summary>ERR_BULK_013.</summary>
    public static readonly ErrorDefinition ReferenceGone = new(
        "ERR_BULK_013", "What it belongs to is gone", ErrorKind.Conflict, 409,
        "A row refers to something that was removed while the call was under way.",
        "Look whether what it belongs to is still there, and send the call again if it is.");

    /// <summary>ERR_BULK_014.</summary>
    public static readonly ErrorDefinition RowRefused = new(
        "ERR_BULK_014", "Row refused by the database", ErrorKind.Failure, 500,
        "The database does not take a row although it breaks no rule of the application's. The other rows were not affected.",
        "Tell whoever runs this installation; the database may have a rule of its own.");

    /// <summary>ERR_BULK_015.</summary>
    public static readonly ErrorDefinition TooManyPositions = new(
        "ERR_BULK_015", "Too many positions", ErrorKind.Validation, 400,
        "The portfolio would have more positions than one may have. Nothing was done.",
        "Spread them over several portfolios; the message names the limit.");
}
