namespace App.Core.Idempotency;

/// <summary>Another node has taken a call over, because this one was not heard of for longer than its lease: what it was about to write is not written.</summary>
public sealed class CallTakenOverException() : Exception("The call with this idempotency key was taken over by another node; nothing was written here.");
