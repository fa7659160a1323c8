namespace App.Testing.FakeMarket;

/// <summary>What the fake server does instead of answering.</summary>
public enum Misbehaviour
{
    /// <summary>It takes the request and never answers.</summary>
    Slow,

    /// <summary>429.</summary>
    TooManyRequests,

    /// <summary>500 with a page.</summary>
    ServerError,

    /// <summary>The connection ends in the middle of the body.</summary>
    CutOff,

    /// <summary>The right answer's first half, as if it were whole.</summary>
    HalfAnswer,

    /// <summary>The right answer for another security.</summary>
    WrongSymbol,

    /// <summary>200 without a body.</summary>
    Empty,

    /// <summary>200 with a page for people.</summary>
    HtmlPage,

    /// <summary>200 with more than anybody should read.</summary>
    Huge,

    /// <summary>404 of something in between, which says nothing of the symbol.</summary>
    NotFound,

    /// <summary>401 with a reason that repeats the key.</summary>
    Unauthorized,
}

/// <summary>A request the fake server got.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Query">Its query, unescaped.</param>
/// <param name="At">When, by the server's clock.</param>
/// <param name="Headers">Its headers.</param>
public sealed record FakeRequest(string Path, string Query, DateTimeOffset At, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Path and query.</summary>
    public string Address => Path + Query;

    /// <inheritdoc/>
    public override string ToString() => Address;
}
