namespace App.Core.Operations;

/// <content>What users do with investment models and orders.</content>
public sealed partial record AuditAction
{
    /// <summary>An investment model was made.</summary>
    public static AuditAction ModelCreated { get; } = new("model.created", "made a model");

    /// <summary>The name, the positions or the portfolios of a model were changed.</summary>
    public static AuditAction ModelChanged { get; } = new("model.changed", "changed a model");

    /// <summary>A model was deleted.</summary>
    public static AuditAction ModelDeleted { get; } = new("model.deleted", "deleted a model");

    /// <summary>The status, the limit price or the notes of an order were changed.</summary>
    public static AuditAction OrderChanged { get; } = new("order.changed", "changed an order");

    /// <summary>An order was deleted.</summary>
    public static AuditAction OrderDeleted { get; } = new("order.deleted", "deleted an order");
}
