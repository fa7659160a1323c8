namespace App.Core.Operations;

public sealed partial record AuditAction
{
    /// <summary>Prices were imported from files.</summary>
    public static AuditAction PricesImported { get; } = new("market.prices_imported", "imported prices from files");
}
