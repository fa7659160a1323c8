using System.Globalization;
using App.Core.Portfolios;
using App.Core.Risk;

namespace App.Features.CommandCenter;

/// <summary>The bar of a class: long to the right of an axis, short to the left, all on one scale. Places are shares of the track, 0 to 1.</summary>
/// <param name="Class">The class.</param>
/// <param name="Axis">Where nothing is.</param>
/// <param name="Long">How far the long side reaches.</param>
/// <param name="Short">How far the short side reaches.</param>
public sealed record ExposureBar(InvestmentClass Class, double Axis, double Long, double Short)
{
    public string AxisStyle => $"left: {Share(Axis)}";

    public string LongStyle => $"left: {Share(Axis)}; width: {Share(Long)}";

    public string ShortStyle => $"left: {Share(Axis - Short)}; width: {Share(Short)}";

    /// <summary>One bar a class; the axis stands at the left end when nothing is short.</summary>
    public static IReadOnlyList<ExposureBar> Of(IReadOnlyList<ClassExposure> classes)
    {
        var (most, least) = (classes.Max(one => one.Totals.Long), -classes.Min(one => one.Totals.Short));
        var scale = (double)(most + least);
        return scale == 0
            ? [.. classes.Select(one => new ExposureBar(one.Class, 0, 0, 0))]
            : [.. classes.Select(one => new ExposureBar(one.Class, (double)least / scale, (double)one.Totals.Long / scale, -(double)one.Totals.Short / scale))];
    }

    private static string Share(double share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
