using System.Globalization;
using App.Core.Batches;
using App.Shared;

namespace App.Features.Batches;

/// <summary>What the address of the list of batches asks for.</summary>
/// <param name="Status">Batches of this status; null for all.</param>
/// <param name="Kind">Batches of this kind; null for all.</param>
/// <param name="Page">The page, from 1.</param>
public sealed record BatchesQuery(BatchStatus? Status = null, string? Kind = null, int Page = 1)
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;

    /// <summary>What is asked of the store.</summary>
    public BatchQuery Filter => new(Status, Kind, PageSize, (Page - 1) * PageSize);

    /// <summary>True when all batches are asked for.</summary>
    public bool IsOfAll => Status is null && Kind is null;

    /// <summary>Reads the address. What cannot be read counts as not given: an address is typed and cut by people.</summary>
    public static BatchesQuery Parse(string? status, string? kind, string? page) => new(
        BatchCodes.Statuses.TryParse(status, out var known) ? known : null,
        kind?.Trim() is { Length: > 0 and <= BatchRules.LongestType } type ? type : null,
        Paging.PageOf(page, PageSize));

    /// <summary>The address of the list that shows this; what is as by default left out.</summary>
    public string ToAddress()
    {
        string?[] parts =
        [
            Status is { } status ? "status=" + BatchCodes.Statuses.NameOf(status) : null,
            Kind is { } kind ? "kind=" + Uri.EscapeDataString(kind) : null,
            Page > 1 ? string.Create(CultureInfo.InvariantCulture, $"page={Page}") : null,
        ];
        var query = string.Join('&', parts.OfType<string>());
        return BatchWords.Path + (query.Length == 0 ? "" : "?" + query);
    }
}
