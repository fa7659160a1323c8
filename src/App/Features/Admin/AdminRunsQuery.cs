using App.Core.Calculations;
using App.Shared;

namespace App.Features.Admin;

/// <summary>What the address of the list of all runs asks for.</summary>
public sealed record AdminRunsQuery
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;

    /// <summary>The page's address without a query.</summary>
    public const string Path = "/admin/runs";

    public RunStatus? Status { get; init; }

    public string? Who { get; init; }

    public Guid? PortfolioId { get; init; }

    public RunKind? Kind { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public string? ErrorCode { get; init; }

    public Guid? NightId { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>True when some runs may be left out.</summary>
    public bool IsFiltered => this with { Page = 1 } != new AdminRunsQuery();

    /// <summary>What is asked of the store.</summary>
    public RunSearch Search => new()
    {
        Status = Status,
        Who = Who,
        PortfolioId = PortfolioId,
        Kind = Kind,
        From = From,
        To = To,
        ErrorCode = ErrorCode,
        EndOfDayId = NightId,
        Limit = PageSize,
        Offset = (Page - 1) * PageSize,
    };

    /// <summary>The address that shows this; what is as by default left out.</summary>
    public string Address => AdminAddress.Of(
        Path,
        ("status", Status is { } status ? RunCodes.Statuses.NameOf(status) : null),
        ("who", Who),
        ("portfolio", PortfolioId?.ToString()),
        ("trigger", Kind is { } kind ? RunCodes.Kinds.NameOf(kind) : null),
        ("from", AdminAddress.DayText(From)),
        ("to", AdminAddress.DayText(To)),
        ("error", ErrorCode),
        ("night", NightId?.ToString()),
        ("page", Paging.TextOf(Page)));
}
