using App.Core.Results;

namespace App.Api;

/// <summary>What the endpoints of the API have in common.</summary>
internal static class ApiConventions
{
    /// <summary>Rows of a list when the caller does not say.</summary>
    public const int DefaultLimit = 50;

    /// <summary>Most rows of a list.</summary>
    public const int MaxLimit = 500;

    extension<T>(Result<T> result)
    {
        /// <summary>The answer for a success, problem details otherwise.</summary>
        public IResult ToHttp(Func<T, IResult> success) => result.Match(success, errors => ApiProblems.From(errors));
    }

    /// <summary>A limit within its bounds.</summary>
    /// <param name="limit">As the caller says.</param>
    /// <param name="usual">When the caller does not.</param>
    /// <param name="most">The most.</param>
    public static int LimitOf(int? limit, int usual = DefaultLimit, int most = MaxLimit) => Math.Clamp(limit ?? usual, 1, most);

    /// <summary>An offset within its bounds.</summary>
    public static int OffsetOf(int? offset) => Math.Max(0, offset ?? 0);
}

/// <summary>A page of a list.</summary>
/// <param name="Total">Rows in the whole list.</param>
/// <param name="Limit">Most rows of this answer.</param>
/// <param name="Offset">Rows skipped.</param>
internal sealed record PageInfo(int Total, int Limit, int Offset);
