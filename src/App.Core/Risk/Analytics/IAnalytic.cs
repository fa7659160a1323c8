namespace App.Core.Risk.Analytics;

/// <summary>One kind of figures of a book: a pure function of the data that was loaded once for all of them.</summary>
public interface IAnalytic
{
    /// <summary>The stable id, as in addresses and stored results.</summary>
    string Id { get; }

    /// <summary>The name shown.</summary>
    string Name { get; }

    /// <summary>Computes it. What is missing makes figures unknown, with the reason; nothing missing is an exception.</summary>
    RiskResult Compute(RiskData data);
}
