using App.Core.Operations;

namespace App.Api;

/// <summary>What an endpoint that changes something writes to the audit trail. Each that can be called unsafely has one: a test walks them.</summary>
/// <param name="Actions">What it can write; of several, those that what was sent leads to.</param>
/// <param name="Why">Why it writes nothing; null when it does.</param>
internal sealed record AuditDeclaration(IReadOnlyList<AuditAction> Actions, string? Why);

/// <summary>Says at an endpoint what it writes to the audit trail.</summary>
internal static class AuditDeclarations
{
    /// <summary>It writes these.</summary>
    public static TBuilder Audits<TBuilder>(this TBuilder endpoint, params AuditAction[] actions)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AuditDeclaration(actions, null));

    /// <summary>It writes nothing, and why that is right.</summary>
    public static TBuilder AuditsNothing<TBuilder>(this TBuilder endpoint, string why)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AuditDeclaration([], why));
}

/// <summary>Says at a method of a hub that it writes nothing to the audit trail, and why that is right.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AuditsNothingAttribute(string why) : Attribute
{
    public string Why => why;
}
