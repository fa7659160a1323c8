namespace App.Core.Portfolios;

/// <summary>What came of changing a portfolio.</summary>
public enum PortfolioEdit
{
    /// <summary>It is changed, and its version is one higher.</summary>
    Changed,

    /// <summary>It is not there, or another's.</summary>
    NotFound,

    /// <summary>It has another version than the one that the change was made for.</summary>
    OtherVersion,

    /// <summary>The owner has an active portfolio for an account of that name.</summary>
    AccountNameTaken,
}

/// <summary>Changes of what owners say of their portfolios.</summary>
public interface IPortfolioEditStore
{
    /// <summary>Changes what the owner says of a portfolio, if it has the version still; decided inside one transaction.</summary>
    /// <remarks>Another equity or another session of it makes another chain: runs that are going on are stopped, and the snapshots go.</remarks>
    Task<PortfolioEdit> ChangeAsync(Guid ownerId, Guid portfolioId, int version, PortfolioTerms terms, DateTimeOffset now, CancellationToken cancellationToken);
}
