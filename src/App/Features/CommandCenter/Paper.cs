namespace App.Features.CommandCenter;

/// <summary>What a report has room for.</summary>
internal static class Paper
{
    /// <summary>How many rows a table of it has, the largest; the others are one row more. The list of positions has each of them.</summary>
    public const int MostRows = 50;
}
