namespace Cifar10;

/// <summary>The user asked for something that cannot be done; the message is the one line to show.</summary>
internal sealed class UsageException(string message) : Exception(message);
