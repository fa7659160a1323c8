using App.Core.Results;

namespace App.Core.Models;

/// <summary>What can be missing where investment models are asked for. What can be wrong with one is among <see cref="Operations.RequestErrors"/>.</summary>
[ErrorCatalogue]
public static class ModelErrors
{
    /// <summary>MODEL_NOT_FOUND.</summary>
    public static readonly ErrorDefinition NotFound = new(
        "MODEL_NOT_FOUND", "Model not found", ErrorKind.NotFound, 404,
        "There is no such investment model among yours. It may have been deleted.", "List your models and choose one of them.");

    /// <summary>PORTFOLIO_NOT_FOUND.</summary>
    public static readonly ErrorDefinition PortfolioNotFound = new(
        "PORTFOLIO_NOT_FOUND", "Portfolio not found", ErrorKind.NotFound, 404,
        "A portfolio that is to follow a model is not among yours, or was deleted. Nothing was changed.", "List your portfolios and choose from them.");
}
