using App.Core.Accounts;
using App.Core.Operations;
using App.Shared;

namespace App.Features.Admin;

/// <summary>What the address of the list of users asks for.</summary>
public sealed record UsersQuery
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;

    /// <summary>The page's address without a query.</summary>
    public const string Path = "/admin/users";

    public string? Search { get; init; }

    public AccountState? State { get; init; }

    public bool? IsOperator { get; init; }

    public bool? IsVerified { get; init; }

    public bool? IsPremium { get; init; }

    public string? Cohort { get; init; }

    public bool? HasPortfolio { get; init; }

    public bool IsStuck { get; init; }

    public UserOrder Order { get; init; }

    public bool Ascending { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>True when some users may be left out.</summary>
    public bool IsFiltered => Search is not null || State is not null || IsOperator is not null || IsVerified is not null || IsPremium is not null || Cohort is not null || HasPortfolio is not null || IsStuck;

    /// <summary>What is asked of the store.</summary>
    public UserFilter Filter => new()
    {
        Search = Search,
        State = State,
        IsOperator = IsOperator,
        IsVerified = IsVerified,
        IsPremium = IsPremium,
        Cohort = Cohort,
        HasPortfolio = HasPortfolio,
        IsStuck = IsStuck,
        Order = Order,
        Ascending = Ascending,
        Limit = PageSize,
        Offset = (Page - 1) * PageSize,
    };

    /// <summary>The address that shows this; what is as by default left out.</summary>
    public string Address => AdminAddress.Of(
        Path,
        ("search", Search),
        ("state", State is { } state ? AdminCodes.States.NameOf(state) : null),
        ("operator", AdminAddress.YesOrNoText(IsOperator)),
        ("approved", AdminAddress.YesOrNoText(IsVerified)),
        ("premium", AdminAddress.YesOrNoText(IsPremium)),
        ("cohort", Cohort),
        ("portfolio", AdminAddress.YesOrNoText(HasPortfolio)),
        ("stuck", IsStuck ? "yes" : null),
        ("sort", Order == UserOrder.Registered && !Ascending ? null : AdminCodes.Orders.NameOf(Order)),
        ("direction", Ascending ? "ascending" : null),
        ("page", Paging.TextOf(Page)));

    /// <summary>The same by another column, or by this one the other way round; names begin at A, times with the newest.</summary>
    public UsersQuery SortedBy(UserOrder order) => this with { Order = order, Ascending = order == Order ? !Ascending : order == UserOrder.Name, Page = 1 };
}
