namespace App.Shared;

/// <summary>What a pill or an alert is about; the words in it have to say so too.</summary>
public enum Tone
{
    /// <summary>Just so.</summary>
    Neutral,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>To be known; work goes on.</summary>
    Warn,

    /// <summary>To be mended.</summary>
    Bad,
}

internal static class ToneExtensions
{
    /// <summary>The modifier in the style sheet, with a space before it; empty for neutral.</summary>
    public static string ToClass(this Tone tone) => tone switch
    {
        Tone.Good => " good",
        Tone.Warn => " warn",
        Tone.Bad => " bad",
        _ => string.Empty,
    };
}
