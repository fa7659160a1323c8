using App.Core.Results;

namespace App.Core.Portfolios;

/// <summary>What can be wrong with a saved view of positions.</summary>
[ErrorCatalogue]
public static class PositionViewErrors
{
    /// <summary>ERR_VIEW_001.</summary>
    public static readonly ErrorDefinition NameInvalid = new(
        "ERR_VIEW_001", "Name of the view cannot be used", ErrorKind.Validation, 400,
        "The view has no name, one of more than 60 characters, or one with characters that are not text.", "Give it a name of 1 to 60 characters.");

    /// <summary>ERR_VIEW_002.</summary>
    public static readonly ErrorDefinition TooMany = new(
        "ERR_VIEW_002", "Too many views", ErrorKind.Conflict, 409,
        "You have as many saved views as can be kept, which is 50.", "Remove one that you no longer use, or save under a name that you have: that replaces it.");

    /// <summary>ERR_VIEW_003.</summary>
    public static readonly ErrorDefinition NotFound = new(
        "ERR_VIEW_003", "View not found", ErrorKind.NotFound, 404,
        "There is no such view among yours. It may have been removed.", "List your views and choose from them.");

    /// <summary>ERR_VIEW_004.</summary>
    public static readonly ErrorDefinition QueryInvalid = new(
        "ERR_VIEW_004", "View cannot be read", ErrorKind.Validation, 400,
        "The filter, the class, the order or the columns of the view are none that positions have. The message says which, and what is allowed.",
        "Use the names that the message lists; leave out what is to be as by default.");
}
