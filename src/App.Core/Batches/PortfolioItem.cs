using App.Core.Results;

namespace App.Core.Batches;

/// <summary>One portfolio of a bulk call, as it was sent: nothing of it is checked yet.</summary>
/// <param name="Name">1 to 200 letters, digits, spaces, <c>-</c> and <c>_</c>.</param>
/// <param name="DateCreated">YYYY-MM-DD or an ISO 8601 time, not in the future; now when left out.</param>
/// <param name="Version">A whole number from 1; 1 when left out.</param>
/// <param name="AccountName">As the name; the name when left out.</param>
/// <param name="AccountType">One of the nine account types; taxable when left out.</param>
/// <param name="EquityBalance">The account's net value in dollars at the close of the last session; 0, for not stated, when left out.</param>
/// <param name="Currency">USD, which is the only one.</param>
/// <param name="Description">Free words, at most 2 000 characters.</param>
public sealed record PortfolioItem(
    string? Name,
    string? DateCreated = null,
    string? Version = null,
    string? AccountName = null,
    string? AccountType = null,
    string? EquityBalance = null,
    string? Currency = null,
    string? Description = null)
{
    /// <summary>What kept it from being read, such as a list where a text belongs; each an <see cref="BulkErrors.ItemInvalid"/>.</summary>
    public IReadOnlyList<ItemFault> Unread { get; init; } = [];
}

/// <summary>What is wrong with a field of an item.</summary>
/// <param name="Field">The field, as it is spelled in JSON; null for the item as a whole.</param>
/// <param name="Value">What was found, cut short.</param>
/// <param name="Message">What was found, what is allowed and what to do.</param>
public sealed record ItemFault(string? Field, string? Value, string Message)
{
    private const int LongestValue = 60;

    /// <summary>The error of the item of an index.</summary>
    /// <param name="index">The index, from 0.</param>
    public Error ToError(int index) => BulkErrors.ItemInvalid.Because(
        $"Item {index}: {Message}", Field, details: new Dictionary<string, object?> { ["index"] = index, ["field"] = Field, ["value"] = Value });

    /// <summary>A fault that shows what was found.</summary>
    public static ItemFault Of(string? field, string? value, string message) => new(field, Clip(value), message);

    /// <summary>A text as a message shows it.</summary>
    public static string? Clip(string? value) => Clip(value, LongestValue);

    /// <summary>A text of at most so many characters, and an ellipsis where it has more.</summary>
    public static string? Clip(string? value, int longest) => value is null || value.Length <= longest ? value : value[..longest] + "…";
}
