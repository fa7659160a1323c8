using App.Core.Calculations;
using App.Core.Snapshots;

namespace App.Testing;

/// <summary>Makes the figures of a session; a test sets what it is about.</summary>
public sealed class SnapshotBuilder
{
    /// <summary>The holder of the run that computed them.</summary>
    public required RunClaim Claim { get; init; }

    /// <summary>The session.</summary>
    public DateOnly Session { get; init; } = TestTimes.Session;

    /// <summary>Equity at the close.</summary>
    public decimal Equity { get; init; } = 251_234.5678m;

    /// <summary>Makes them.</summary>
    public PortfolioSnapshot Build() => new()
    {
        PortfolioId = Claim.Run.PortfolioId,
        Session = Session,
        RunId = Claim.Run.Id,
        Fence = Claim.Fence,
        LeaseUntil = TestTimes.Now,
        CreatedAt = TestTimes.Now,
        IsAnchor = true,
        OpeningEquity = 250_000.01m,
        Equity = Equity,
        Cash = 51_234.5678m,
        LongValue = 300_000.000001m,
        ShortValue = -100_000.000001m,
        Gross = 400_000.000002m,
        Net = 200_000m,
        DayPnl = -1_234.5m,
        DayReturn = -0.004938,
        CumulativePnl = 1_234.5678m,
        CumulativeReturn = 1.0 / 3,
        Income = 1.5m,
        Realised = 12.34m,
        Flows = -0.01m,
        PositionsVersion = 3,
        InputIdentity = new string('A', 64),
        IsProvisional = true,
        PositionCount = 3,
        LongCount = 2,
        ShortCount = 1,
        Residual = 0.0000000000000000000000000001m,
    };
}
