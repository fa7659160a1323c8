using System.Globalization;
using App.Core.Calculations;
using App.Shared;

namespace App.Features.Calculations;

/// <summary>What the address of the list of runs asks for.</summary>
/// <param name="Status">Runs of this status; null for all.</param>
/// <param name="Page">The page, from 1.</param>
public sealed record RunsQuery(RunStatus? Status = null, int Page = 1)
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;

    /// <summary>What is asked of the store.</summary>
    public RunFilter Filter => new(Status, PageSize, (Page - 1) * PageSize);

    /// <summary>Reads the address. What cannot be read counts as not given: an address is typed and cut by people.</summary>
    public static RunsQuery Parse(string? status, string? page) => new(
        RunCodes.Statuses.TryParse(status, out var known) ? known : null,
        Paging.PageOf(page, PageSize));

    /// <summary>The address of the list that shows this; what is as by default left out.</summary>
    public string AddressOf(Guid portfolioId)
    {
        string?[] parts =
        [
            Status is { } status ? "status=" + RunCodes.Statuses.NameOf(status) : null,
            Page > 1 ? string.Create(CultureInfo.InvariantCulture, $"page={Page}") : null,
        ];
        var query = string.Join('&', parts.OfType<string>());
        return RunAddress.AllOf(portfolioId) + (query.Length == 0 ? "" : "?" + query);
    }
}
