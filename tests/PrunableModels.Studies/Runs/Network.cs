namespace PrunableModels.Studies;

/// <summary>A network that is trained, and on what.</summary>
public enum Network
{
    /// <summary>CIFAR-10 by the residual network of the sample, 20 layers and 16 channels in its first stage, on crops of 24 x 24.</summary>
    ResNet20,

    /// <summary>CIFAR-10 by the 11 layers of VGG, 16 channels in the first, on crops of 32 x 32.</summary>
    Vgg11,

    /// <summary>The next character of Shakespeare by a GPT of 3 blocks, 96 wide with 6 heads, over 64 characters.</summary>
    Gpt,
}
