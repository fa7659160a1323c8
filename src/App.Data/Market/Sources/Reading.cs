using System.Diagnostics.CodeAnalysis;
using App.Core.Market;

namespace App.Data.Market.Sources;

/// <summary>What was read of a source's answer: a value, or in words why there is none.</summary>
/// <typeparam name="T">What was to be read.</typeparam>
/// <param name="Value">The value; null exactly when <paramref name="Gap"/> is not None.</param>
/// <param name="Gap">The kind of reason.</param>
/// <param name="Fault">A clause that begins after the source's name, without a full stop: <c>does not have it</c>. Null when there is a value.</param>
internal readonly record struct Reading<T>(T? Value, SourceGap Gap, string? Fault)
    where T : class
{
    /// <summary>True when there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool Succeeded => Value is not null;

    /// <summary>The same reason for another kind of value.</summary>
    public Reading<TOther> As<TOther>()
        where TOther : class => new(null, Gap, Fault);
}

/// <summary>Makes readings.</summary>
internal static class Reading
{
    /// <summary>It was read.</summary>
    public static Reading<T> Of<T>(T value)
        where T : class => new(value, SourceGap.None, null);

    /// <summary>The source did not answer, or not usably.</summary>
    public static Reading<T> Unavailable<T>(string fault)
        where T : class => new(null, SourceGap.Unavailable, fault);

    /// <summary>The source answered and does not have it.</summary>
    public static Reading<T> NotKnown<T>(string fault)
        where T : class => new(null, SourceGap.NotKnown, fault);

    /// <summary>The source never has this kind of data, or not for the plan of this key.</summary>
    public static Reading<T> NotOffered<T>(string fault)
        where T : class => new(null, SourceGap.NotOffered, fault);
}
