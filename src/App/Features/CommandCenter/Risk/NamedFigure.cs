using App.Core.Risk;

namespace App.Features.CommandCenter.Risk;

/// <summary>A figure beside another, in its explanation.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Figure">The figure; null when there is none.</param>
/// <param name="IsShare">True when it is written as a percentage.</param>
public sealed record NamedFigure(string Name, RiskFigure? Figure, bool IsShare = false);
