namespace App.Core.Idempotency;

/// <summary>What a call is answered with, now and whenever it is repeated.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">What the body is; null without one.</param>
/// <param name="Location">The address of what was made; null for none.</param>
/// <param name="Body">The body, to the byte.</param>
public sealed record IdempotentReply(int Status, string? ContentType, string? Location, byte[] Body);
